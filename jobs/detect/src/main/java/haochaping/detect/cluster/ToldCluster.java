package haochaping.detect.cluster;

import haochaping.platform.Finding;
import haochaping.statistics.scan.Zone;

/**
 * What was last told of a cluster.
 *
 * @param openDay of its alert, since the epoch
 * @param zone that the finding's figures are of
 */
public record ToldCluster(Finding finding, int openDay, Zone zone) {}
