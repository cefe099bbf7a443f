package haochaping.deliver.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why somebody is told, the gravest first. */
public enum Purpose {
  /** A finding that the recipient has not heard of. */
  NEW,
  /** A term that has passed. */
  OVERDUE,
  /** The last day of a term has begun. */
  WARNING,
  /** Many more reviews than were told of. */
  GROWTH,
  /** What was told does not hold any more. */
  ALL_CLEAR,
  /** Smaller changes since the last digest. */
  DIGEST,
  /** Nobody acknowledged a notice in time. */
  ESCALATION,
  /** The department that should be told has no contact. */
  NO_CONTACT,
  /** A notice could not be delivered. */
  DEAD_LETTER;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  @JsonCreator
  public static Purpose of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As the ledger writes it. */
  @JsonValue
  public String word() {
    return word;
  }

  /** Whether the recipient is asked to say that somebody attends to it. */
  boolean asksForAnswer() {
    return this == NEW || this == OVERDUE || this == NO_CONTACT;
  }

  boolean canWait() {
    return this == DIGEST;
  }
}
