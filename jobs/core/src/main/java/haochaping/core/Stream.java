package haochaping.core;

import java.util.Optional;

/** The four raw streams of the feed. The order is part of the wire format: append only. */
public enum Stream {
  CASES,
  REVIEWS,
  RECTIFICATIONS,
  VERDICTS;

  /** The word used on the command line, in tables and in source profiles. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The raw Kafka topic. */
  public String topic() {
    return "hcp." + word();
  }

  /** The stream that {@link #word()} names, or empty. */
  public static Optional<Stream> of(String word) {
    for (Stream stream : values()) {
      if (stream.word().equals(word)) {
        return Optional.of(stream);
      }
    }
    return Optional.empty();
  }
}
