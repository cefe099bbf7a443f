package haochaping.simulate;

/** Check characters of the identifiers that invented bodies and people carry. */
final class CheckCharacters {
  private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] USCC_WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
  private static final int[] CITIZEN_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final String CITIZEN_CHECKS = "10X98765432";

  private CheckCharacters() {}

  /** The 18th character of a unified social credit code (GB 32100), of its first 17. */
  static char uscc(CharSequence first17) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += USCC_ALPHABET.indexOf(first17.charAt(i)) * USCC_WEIGHTS[i];
    }
    return USCC_ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /** The ninth character of an organisation code (GB 11714), of its first eight. */
  static char organisation(CharSequence first8) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += Character.digit(first8.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
    }
    int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
  }

  /** The 18th character of a citizen identification number (GB 11643), of its first 17. */
  static char citizen(CharSequence first17) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (first17.charAt(i) - '0') * CITIZEN_WEIGHTS[i];
    }
    return CITIZEN_CHECKS.charAt(sum % 11);
  }
}
