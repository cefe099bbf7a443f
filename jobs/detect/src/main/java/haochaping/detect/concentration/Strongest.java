package haochaping.detect.concentration;

import haochaping.statistics.concentration.OwnRisk;

/**
 * The strongest evidence of an alert so far, and how it began.
 *
 * @param raisedAt time of the review, or of the day close, that raised it, epoch ms
 * @param trigger id of that review, or null
 * @param baseline the day at whose close the baseline of its first day was fitted
 * @param risk the target's own on its first day
 * @param first the earliest day that anything that crossed speaks of, since the epoch
 * @param chart null if the chart never left 0
 * @param window null if no window holds a bad review
 */
public record Strongest(
    long raisedAt,
    String trigger,
    int baseline,
    OwnRisk risk,
    int first,
    ChartPeak chart,
    WindowPeak window) {
  /** The same after another day. */
  Strongest with(ChartPeak otherChart, WindowPeak otherWindow) {
    ChartPeak higher =
        chart == null || (otherChart != null && otherChart.sum() > chart.sum())
            ? otherChart
            : chart;
    WindowPeak rarer = otherWindow != null && otherWindow.exceeds(window) ? otherWindow : window;
    return new Strongest(
        raisedAt,
        trigger,
        baseline,
        risk,
        Math.min(first, first(Integer.MAX_VALUE, otherChart, otherWindow)),
        higher,
        rarer);
  }

  /** The earliest day that what crosses speaks of, or {@code otherwise}. */
  static int first(int otherwise, ChartPeak chart, WindowPeak window) {
    int first = otherwise;
    if (chart != null && chart.crosses()) {
      first = Math.min(first, chart.changeDay());
    }
    if (window != null && window.crosses()) {
      first = Math.min(first, window.day() - window.days() + 1);
    }
    return first;
  }
}
