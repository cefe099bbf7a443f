package haochaping.platform;

/**
 * Why a record is refused. The name is the metric, the reason in {@code core.rejected} and the word
 * users look up. The order is the order of the checks: the first that applies is given.
 */
public enum ErrorCode {
  /** Over 64 KiB, not UTF-8, not exactly one JSON object, or deeper than 16 levels. */
  MALFORMED,
  /** The header names no profile, or the profile has no such stream. */
  UNKNOWN_SOURCE,
  /** A required field is absent. */
  MISSING_FIELD,
  /** A number of a project or stage over 64 characters or with control characters. */
  INVALID_ID,
  /** The level is no integer from 1 to 5 after the code map. */
  INVALID_LEVEL,
  /** A required time cannot be read or lies before 2000. */
  INVALID_TIME,
  /** A required time lies more than 24 hours after the ingest clock. */
  FUTURE_TIME,
  /** A coded field has a value outside the profile's map. */
  INVALID_CODE
}
