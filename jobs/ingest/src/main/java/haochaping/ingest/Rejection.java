package haochaping.ingest;

import haochaping.core.Position;
import haochaping.platform.ErrorCode;

/**
 * A record that was refused.
 *
 * @param source the upstream, {@code unknown} where none was read
 * @param detail what is wrong, without any identity
 * @param payload the record, encrypted
 */
public record Rejection(
    Position position, String source, ErrorCode code, String detail, byte[] payload) {
  public static final String UNKNOWN_SOURCE = "unknown";
}
