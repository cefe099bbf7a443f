package haochaping.ingest.decode;

/**
 * Hides phone, certificate and card numbers, and the writer's own name, in free text.
 *
 * <p>A run of 11 to 19 digits counts as such a number, in full-width digits too, or ending in X;
 * with single blanks or hyphens between its digits only where it has the length of a mobile phone's
 * or of a certificate's number. Of it the first three and the last four characters stay (four and
 * four from 15 digits on): {@code 138****1234}, {@code 3704**********1234}.
 */
final class TextMask {
  private static final int SHORTEST = 11;
  private static final int LONGEST = 19;
  private static final int CERTIFICATE = 15;
  private static final int CERTIFICATE_DIGITS = 18;

  private TextMask() {}

  /**
   * The text with numbers hidden; the same object where there are none.
   *
   * @param text or null
   */
  static String mask(String text) {
    if (text == null || text.length() < SHORTEST) {
      return text;
    }
    StringBuilder masked = null;
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int digits = 0;
      int end = i;
      int run = i;
      int k = i;
      while (k < text.length()) {
        char c = text.charAt(k);
        if (isDigit(c)) {
          digits++;
          end = ++k;
          run = digits == k - i ? k : run;
        } else if ((c == ' ' || c == '-') && k + 1 < text.length() && isDigit(text.charAt(k + 1))) {
          k++;
        } else {
          break;
        }
      }
      if (digits == 17 && end < text.length() && isCheckX(text.charAt(end))) {
        digits++;
        end++;
      }
      boolean parted = run < end && !isCheckX(text.charAt(end - 1));
      if (parted && !(digits == CERTIFICATE_DIGITS || (digits == SHORTEST && isOne(text, i)))) {
        end = run;
        digits = run - i;
      }
      if (digits >= SHORTEST && digits <= LONGEST) {
        if (masked == null) {
          masked = new StringBuilder(text);
        }
        hide(masked, i, end, digits);
      }
      i = end;
    }
    return masked == null ? text : masked.toString();
  }

  /**
   * The text with numbers and a name hidden.
   *
   * @param text or null
   * @param name of the one who wrote it, or null
   */
  static String mask(String text, String name) {
    String masked = mask(text);
    if (masked == null || name == null || name.length() < 2 || !masked.contains(name)) {
      return masked;
    }
    int first = name.offsetByCodePoints(0, 1);
    return masked.replace(name, name.substring(0, first) + "**");
  }

  private static void hide(StringBuilder text, int start, int end, int digits) {
    int head = digits >= CERTIFICATE ? 4 : 3;
    int tail = 4;
    int seen = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '-') {
        continue;
      }
      seen++;
      if (seen > head && seen <= digits - tail) {
        text.setCharAt(i, '*');
      }
    }
  }

  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= '\uFF10' && c <= '\uFF19');
  }

  private static boolean isOne(String text, int at) {
    return text.charAt(at) == '1' || text.charAt(at) == '\uFF11';
  }

  private static boolean isCheckX(char c) {
    return c == 'X' || c == 'x' || c == '\uFF38' || c == '\uFF58';
  }
}
