package haochaping.operate.reconcile;

/**
 * How many records of a partition of a raw topic are behind the tables.
 *
 * @param stream cases, reviews, rectifications or verdicts
 * @param begin first offset that the topic still holds
 * @param committed offset up to which ingest has committed, exclusive
 */
public record Received(String stream, int partition, long begin, long committed) {}
