package haochaping.simulate;

import java.time.Instant;

/**
 * Something the simulator did on purpose, known here and to be found by whoever reads the feed.
 *
 * @param kind {@code withdrawn}, {@code returned}, {@code not_adopted}, {@code adopted_again},
 *     {@code irregular}, {@code planted}
 * @param arrival when the record that does it arrives
 * @param stream its stream
 * @param projectNo its project
 * @param reviewId the review concerned
 * @param detail why or how: {@code mistaken}, {@code malicious}, {@code verdict}, the
 *     irregularity's or the anomaly's name
 * @param code the rejection code that must follow, or null where the record is accepted
 */
record Fact(
    String kind,
    Instant arrival,
    Topic stream,
    String projectNo,
    String reviewId,
    String detail,
    String code) {}
