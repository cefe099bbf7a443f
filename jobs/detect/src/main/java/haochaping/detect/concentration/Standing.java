package haochaping.detect.concentration;

import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.CusumState;

/**
 * Where a target stands at the close of a day.
 *
 * @param chart its chart
 * @param alert its last alert, or null
 * @param strongest the evidence of that alert; null without one
 */
public record Standing(CusumState chart, Alert alert, Strongest strongest) {
  /** Nothing to say. */
  public static final Standing NONE = new Standing(CusumState.ZERO, null, null);

  boolean isOpen() {
    return alert != null && alert.state().isOpen();
  }
}
