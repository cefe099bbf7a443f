package haochaping.core;

import java.util.List;

/**
 * Whom a review is about.
 *
 * @param district the district's key, or null
 * @param department the department's code, or {@link #UNATTRIBUTED}
 * @param departmentName its name as the case said it, or null
 * @param matter the matter's code, or null
 * @param matterName its name as the case said it, or null
 * @param staff keys {@code department/number}, in order, without repeats
 * @param hasCase whether any stage of the project is known
 * @param serviceTime when the service was given, or {@link Versioned#NO_TIME}
 * @param handling how the case was handled, 0 where unknown
 */
public record Attribution(
    String district,
    String department,
    String departmentName,
    String matter,
    String matterName,
    List<String> staff,
    boolean hasCase,
    long serviceTime,
    int handling) {
  /** The department of a review of which nobody knows whom it is about. */
  public static final String UNATTRIBUTED = "unattributed";

  static final Attribution NONE =
      new Attribution(null, UNATTRIBUTED, null, null, null, List.of(), false, Versioned.NO_TIME, 0);

  /**
   * The district's key of an area code: the six leading digits, or the whole word where a source
   * writes no code.
   *
   * @param area as sent, or null
   */
  public static String district(String area) {
    if (area == null || area.length() <= 6) {
      return area;
    }
    for (int i = 0; i < 6; i++) {
      char c = area.charAt(i);
      if (c < '0' || c > '9') {
        return area;
      }
    }
    return area.substring(0, 6);
  }
}
