package haochaping.detect.cluster;

import haochaping.statistics.scan.Leaf;

/**
 * What one leaf of a cluster had in its window.
 *
 * @param bad bad reviews
 * @param expected how many were to be expected
 */
public record LeafCount(Leaf leaf, long bad, double expected) {}
