package haochaping.operate.replay;

import haochaping.core.Stream;

/**
 * A record that ingest refused.
 *
 * @param source name of the upstream as far as it was read
 * @param payload the record, encrypted
 */
public record Refused(Stream stream, int partition, long offset, String source, byte[] payload) {}
