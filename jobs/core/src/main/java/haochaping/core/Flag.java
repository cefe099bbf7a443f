package haochaping.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Faults that do not reject a record and are kept on its row. A set of flags is an {@code int} with
 * bit {@link #ordinal()}; the order is part of the state and wire formats: append only.
 */
public enum Flag {
  /** The department code's check character is wrong (GB 32100). */
  BAD_USCC,
  /** A tag's first digit is not the review's level. */
  TAG_LEVEL_MISMATCH,
  /** A tag that the tag table does not list. */
  UNKNOWN_TAG,
  /** An unknown kind of applicant or of matter, kept as {@code other}. */
  UNKNOWN_CODE,
  /** An optional time that cannot be read, taken as absent. */
  BAD_OPTIONAL_TIME,
  /** The review is dated before the service it speaks of. */
  REVIEW_BEFORE_SERVICE,
  /** A bad review without tag and without text. */
  NO_TAG_NO_TEXT,
  /** A matter that the department made itself (its code holds eight zeros). */
  SELF_BUILT_ITEM,
  /** A certificate number or name that stands for nobody. */
  PLACEHOLDER_IDENTITY;

  private static final Flag[] ALL = values();

  public int bit() {
    return 1 << ordinal();
  }

  /** The names of a set of flags, in alphabetical order. */
  public static List<String> names(int flags) {
    if (flags == 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>(Integer.bitCount(flags));
    for (Flag flag : ALL) {
      if ((flags & flag.bit()) != 0) {
        names.add(flag.name());
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }
}
