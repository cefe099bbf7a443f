package haochaping.detect.cluster;

import haochaping.statistics.scan.Zone;

/**
 * Which part stands out most against the rest when the whole city is worse: the best zone and
 * window of Kulldorff's statistic. It ranks, and carries no p.
 *
 * @param first day of the window, since the epoch
 * @param bad bad reviews
 * @param expected how many there would be if the city's bad reviews were spread as expected
 * @param ratio logarithm of the likelihood ratio
 */
public record Contrast(Zone zone, int first, long bad, double expected, double ratio) {}
