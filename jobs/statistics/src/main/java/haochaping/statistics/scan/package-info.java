/**
 * Space-time scan: where, and since when, are there more bad reviews than volume explains?
 *
 * <p>A {@link haochaping.statistics.scan.ScanGrid} holds one evening's panes of a city. A {@link
 * haochaping.statistics.scan.Scan} finds the zones and windows that stand out and asks of cities
 * that have no cluster how often as much is seen by chance.
 */
package haochaping.statistics.scan;
