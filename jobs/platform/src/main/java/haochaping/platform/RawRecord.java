package haochaping.platform;

import haochaping.core.Position;

/**
 * A record of a raw topic as it came.
 *
 * @param profile the name of its source profile, from the header; {@code province} where absent
 * @param value its bytes, possibly null
 */
public record RawRecord(Position position, String profile, byte[] value) {}
