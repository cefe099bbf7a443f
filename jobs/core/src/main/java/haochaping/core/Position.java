package haochaping.core;

/**
 * Where a record stands in the raw topics, and when the broker took it.
 *
 * @param ingestTime the broker's append time, epoch ms: the ingest clock, the same at every replay
 */
public record Position(Stream stream, int partition, long offset, long ingestTime) {}
