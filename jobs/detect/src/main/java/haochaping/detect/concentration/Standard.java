package haochaping.detect.concentration;

import haochaping.detect.baseline.Verification;
import haochaping.statistics.concentration.Threshold;

/**
 * What the targets of one level are judged by on one day. Fitted once, at the close of the day, and
 * never again: a replay reads it.
 *
 * @param strength nu, that of the prior of own risks
 * @param threshold of the charts
 * @param windows what a p of a window test is worth
 * @param verification factors on what is expected, by the age of reviews
 */
public record Standard(
    double strength, Threshold threshold, Yardstick windows, Verification verification) {}
