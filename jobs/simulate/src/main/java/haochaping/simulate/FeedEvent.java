package haochaping.simulate;

import java.time.Instant;
import java.util.Objects;

/**
 * One message as the upstream sends it. Two are equal only when their bytes are the same array.
 *
 * @param stream the stream it goes to
 * @param key the message key: the project number of the record it was made from, also where the
 *     value itself cannot be read
 * @param value the bytes, not always valid; not copied, not to be changed
 * @param arrival when it reaches the city, on the wall clock of the simulated city
 * @param source the header {@code source}, or null for none
 */
@SuppressWarnings("ArrayRecordComponent") // millions of them: no copies
public record FeedEvent(Topic stream, String key, byte[] value, Instant arrival, String source) {
  public FeedEvent {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(arrival, "arrival");
  }
}
