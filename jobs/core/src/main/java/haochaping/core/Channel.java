package haochaping.core;

import java.util.Locale;
import java.util.Optional;

/**
 * The way a review came in, and the review mode that follows from it. The order is part of the wire
 * format: append only.
 */
public enum Channel {
  PC(Mode.MATTER),
  MOBILE(Mode.MATTER),
  QR(Mode.VISIT),
  TABLET(Mode.VISIT),
  TERMINAL(Mode.VISIT),
  SMS(Mode.VISIT),
  /** The system's own review of whoever gave none. */
  DEFAULT(Mode.UNKNOWN),
  OTHER(Mode.UNKNOWN),
  PAPER(Mode.VISIT),
  HOTLINE(Mode.COMPREHENSIVE),
  MAILBOX(Mode.COMPREHENSIVE),
  PLATFORM(Mode.COMPREHENSIVE),
  EMAIL(Mode.COMPREHENSIVE),
  SURVEY(Mode.SURVEY);

  /** What one review stands for: a matter handled online, a visit, or a general opinion. */
  public enum Mode {
    MATTER,
    VISIT,
    COMPREHENSIVE,
    SURVEY,
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Mode mode;

  Channel(Mode mode) {
    this.mode = mode;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of a review by this channel.
   *
   * @param handling how the case was handled, which decides for channels that do not say: {@link
   *     CaseRecord#HANDLED_ONLINE}, {@link CaseRecord#HANDLED_ON_SITE} or 0 where unknown
   */
  public Mode mode(int handling) {
    if (mode != Mode.UNKNOWN) {
      return mode;
    }
    return switch (handling) {
      case CaseRecord.HANDLED_ONLINE -> Mode.MATTER;
      case CaseRecord.HANDLED_ON_SITE -> Mode.VISIT;
      default -> Mode.UNKNOWN;
    };
  }

  /** The channel that {@link #word()} names, or empty. */
  public static Optional<Channel> of(String word) {
    for (Channel channel : values()) {
      if (channel.word().equals(word)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
