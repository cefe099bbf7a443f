package haochaping.detect.cluster;

import haochaping.detect.concentration.Waiting;
import haochaping.detect.panes.BadReviews;
import haochaping.detect.panes.Panes;
import haochaping.detect.panes.ReviewDelta;
import haochaping.statistics.scan.Leaf;

/** All that is kept of one leaf. */
public final class LeafPanes {
  final String key;
  final Leaf leaf;
  final Panes panes;
  final BadReviews bad;
  final Waiting waiting;

  /** Deltas that came when their day had left the horizon. */
  int afterHorizon;

  /** The days of the leaf's department in its district; not stored, the sum of its leaves. */
  Panes group;

  LeafPanes(String key) {
    this(key, new Panes(), new BadReviews(), new Waiting(), 0);
  }

  /** A leaf as it was stored. */
  public LeafPanes(String key, Panes panes, BadReviews bad, Waiting waiting, int afterHorizon) {
    this.key = key;
    this.leaf = ReviewDelta.leaf(key);
    this.panes = panes;
    this.bad = bad;
    this.waiting = waiting;
    this.afterHorizon = afterHorizon;
  }

  public String key() {
    return key;
  }

  public Panes panes() {
    return panes;
  }

  public BadReviews bad() {
    return bad;
  }

  public Waiting waiting() {
    return waiting;
  }

  public int afterHorizon() {
    return afterHorizon;
  }

  /** Adds signed counts to a day of the leaf and of its group. */
  void add(int day, int reviews, int someBad, long units) {
    panes.add(day, reviews, someBad, units);
    group.add(day, reviews, someBad, units);
  }

  boolean isEmpty() {
    return panes.size() == 0 && bad.all().isEmpty() && waiting.isEmpty();
  }
}
