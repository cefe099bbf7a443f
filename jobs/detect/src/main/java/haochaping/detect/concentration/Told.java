package haochaping.detect.concentration;

import haochaping.platform.Finding;

/**
 * What was last told of a finding.
 *
 * @param openDay of its alert, since the epoch
 */
public record Told(Finding finding, int openDay) {}
