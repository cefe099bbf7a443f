/**
 * Bad reviews that gather on one target: from its panes and versioned tables to findings.
 *
 * <p>Everything that is told of a target follows from its panes, the baselines and the standards of
 * the days. A correction changes panes, and the days since are judged again.
 */
package haochaping.detect.concentration;
