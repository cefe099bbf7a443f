/**
 * The whole stack on one machine: starts and supervises PostgreSQL, Kafka, Flink, Trino and
 * Superset, and is the one command {@code infra/hcp}.
 */
package haochaping.local;
