package haochaping.core;

/** Certificate numbers of people: whether one stands for somebody. */
public final class Certificate {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";

  private Certificate() {}

  /**
   * Whether a certificate number stands for nobody: one character repeated (such as {@code 0}), or
   * a resident's number whose check character is wrong (GB 11643). Numbers of other forms, such as
   * passports and credit codes, are taken as they are; a credit code of digits alone is told from a
   * resident's number by its own check character and by having no date of birth.
   */
  public static boolean isPlaceholder(String number) {
    return isRepeated(number)
        || (looksLikeResident(number)
            && check(number) != upper(number.charAt(17))
            && (!Uscc.isValid(number) || hasBirthDate(number)));
  }

  /** Whether characters 7 to 14 are a year from 1800 to 2099, a month and a day. */
  private static boolean hasBirthDate(String number) {
    int century = Integer.parseInt(number.substring(6, 8));
    int month = Integer.parseInt(number.substring(10, 12));
    int day = Integer.parseInt(number.substring(12, 14));
    return century >= 18 && century <= 20 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  private static boolean isRepeated(String number) {
    for (int i = 1; i < number.length(); i++) {
      if (number.charAt(i) != number.charAt(0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean looksLikeResident(String number) {
    if (number.length() != 18) {
      return false;
    }
    for (int i = 0; i < 17; i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return false;
      }
    }
    char last = upper(number.charAt(17));
    return last == 'X' || (last >= '0' && last <= '9');
  }

  private static char check(String number) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (number.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECK.charAt(sum % 11);
  }

  private static char upper(char c) {
    return c == 'x' ? 'X' : c;
  }
}
