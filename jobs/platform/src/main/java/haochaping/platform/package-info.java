/**
 * The edges: Kafka, Iceberg, the contract files, options and error codes. The only room that knows
 * connections; it knows no meaning of a review.
 */
package haochaping.platform;
