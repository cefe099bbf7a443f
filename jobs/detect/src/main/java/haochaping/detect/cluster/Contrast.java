package haochaping.detect.cluster;

import haochaping.statistics.scan.Zone;

/**
 * Which part stands out most against the rest when the whole city is worse: of the window's days
 * together, the best zone by Kulldorff's statistic. It ranks, and carries no p.
 *
 * @param bad bad reviews
 * @param expected how many there would be if the city's bad reviews were spread as expected
 * @param ratio logarithm of the likelihood ratio
 */
public record Contrast(Zone zone, long bad, double expected, double ratio) {}
