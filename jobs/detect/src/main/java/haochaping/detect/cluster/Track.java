package haochaping.detect.cluster;

import haochaping.statistics.concentration.Alert;

/**
 * Where an alert for a cluster stands at the close of a day.
 *
 * @param last the cluster as it was last seen
 * @param strongest as it was seen at its most surprising
 */
public record Track(Alert alert, Sighting last, Sighting strongest) {
  boolean isOpen() {
    return alert.state().isOpen();
  }
}
