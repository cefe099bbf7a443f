package haochaping.core;

/** A record of which later versions replace earlier ones. */
public interface Versioned {
  /** The update time of a record that names none: older than any that does. */
  long NO_TIME = Long.MIN_VALUE;

  /** When the upstream last changed the record, epoch ms, or {@link #NO_TIME}. */
  long updateTime();

  /** A 64-bit digest of all mapped fields: equal digests mean an equal record. */
  long fingerprint();

  /** How a record that arrives stands to the one in force. */
  enum Standing {
    /** Replaces the one in force. */
    IN_FORCE,
    /** Older than the one in force: kept as a row, changes nothing. */
    SUPERSEDED,
    /** Equal to the one in force in all mapped fields: counted, no row. */
    REPEATED
  }

  /**
   * The standing of {@code arriving} against {@code current}: the higher update time wins, and
   * among equal ones the later arrival.
   *
   * @param current the record in force, or null
   */
  static Standing standing(Versioned current, Versioned arriving) {
    if (current == null) {
      return Standing.IN_FORCE;
    }
    if (current.fingerprint() == arriving.fingerprint()) {
      return Standing.REPEATED;
    }
    return arriving.updateTime() >= current.updateTime() ? Standing.IN_FORCE : Standing.SUPERSEDED;
  }
}
