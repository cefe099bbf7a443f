package haochaping.detect.oversight;

import haochaping.statistics.concentration.Alert;

/**
 * An alert about a unit's verdicts at the close of a day.
 *
 * @param strongest the most surprising day since it opened
 */
public record BiasTrack(Alert alert, BiasSighting strongest) {
  boolean isOpen() {
    return alert.state().isOpen();
  }
}
