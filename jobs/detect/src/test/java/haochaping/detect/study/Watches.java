package haochaping.detect.study;

import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.cluster.ClusterWatch;
import haochaping.detect.cluster.Gazetteer;
import haochaping.detect.cluster.ScanAnnouncer;
import haochaping.detect.cluster.ScanSettings;
import haochaping.detect.concentration.ConcentrationWatch;
import haochaping.detect.concentration.Settings;
import haochaping.detect.concentration.Standard;
import haochaping.detect.concentration.Tables;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.oversight.BiasState;
import haochaping.detect.oversight.BiasWatch;
import haochaping.detect.oversight.Decided;
import haochaping.detect.oversight.SilenceState;
import haochaping.detect.oversight.SilenceWatch;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.panes.Spreading;
import haochaping.detect.toogood.TooGoodWatch;
import haochaping.platform.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All watches of a city without Flink, as the operators drive them, and what they tell. */
public final class Watches {
  public static final int NEVER = Integer.MAX_VALUE;

  /** Until it is given others the scan only counts. */
  private static final Tables NO_TABLES = new Tables();

  private final ConcentrationWatch concentrations;
  private final ClusterWatch clusters;
  private final int firstScanned;
  private final TooGoodWatch tooGood;
  private final BiasWatch verdicts = new BiasWatch(new BiasState());
  private final SilenceWatch sources = new SilenceWatch(new SilenceState());
  private final Spreading spreading = new Spreading();
  private final Map<String, Finding> first = new LinkedHashMap<>();
  private final Map<String, Finding> newest = new LinkedHashMap<>();
  private final Map<String, Integer> badWhenTold = new HashMap<>();
  private final Map<String, Integer> counted = new HashMap<>();
  private final Announcer announcer = new Announcer();

  /**
   * @param gazetteer where districts are
   * @param before the day before the first that is closed
   * @param firstScanned the first day at whose close clusters are looked for; {@link #NEVER} for
   *     none
   */
  public Watches(Gazetteer gazetteer, int before, int firstScanned) {
    this.firstScanned = firstScanned;
    concentrations = new ConcentrationWatch(Settings.DEFAULT, true);
    clusters = new ClusterWatch(ScanSettings.DEFAULT, gazetteer);
    tooGood = new TooGoodWatch(Settings.DEFAULT);
    concentrations.startAfter(before);
    clusters.startAfter(before);
    verdicts.startAfter(before);
    sources.startAfter(before);
  }

  /** Takes a change of a review, as spread and oversee do. */
  public void take(ReviewChange change) {
    spreading.spread(change, this::take);
    ReviewImage before = change.before();
    ReviewImage after = change.after();
    if (before != null) {
      count(before.review(), -1);
    }
    count(after.review(), 1);
    Decided was = before == null ? null : Decided.of(before);
    Decided is = Decided.of(after);
    if (!Objects.equals(was, is)) {
      verdict(was, is);
    }
  }

  private void count(ReviewRecord review, int sign) {
    count(review.source(), review.channel(), CityClock.day(review.eventTime()), sign);
  }

  void take(ReviewDelta delta) {
    if (delta.bad > 0) {
      counted.computeIfPresent(delta.key, (key, bad) -> bad + delta.bad);
    }
    if (!ReviewDelta.isLeaf(delta.key)) {
      concentrations.apply(delta, 0, announcer);
    } else if (firstScanned != NEVER) {
      clusters.apply(delta, concentrations.tables().baselines());
    }
  }

  /** From now on the bad reviews of a target are counted, whatever becomes of them. */
  void countBad(String key) {
    counted.put(key, 0);
  }

  /** The key of a finding's target, or what stands in its place at other levels. */
  static String key(Finding finding) {
    for (Level level : Level.values()) {
      if (level.word().equals(finding.dimension())) {
        return level.key(finding.key());
      }
    }
    return finding.key();
  }

  /** How many of its target had come when a finding was first told. */
  int badWhenTold(String id) {
    return badWhenTold.get(id);
  }

  /** Whether a finding was withdrawn because another took its place. */
  static boolean isMoved(Finding newest) {
    return newest.evidence().contains("\"replaced_by\":\"");
  }

  void verdict(Decided before, Decided after) {
    verdicts.change(before, after);
  }

  void count(String source, Channel channel, int day, int reviews) {
    sources.add(source, channel, day, reviews);
  }

  public void close(int day) {
    concentrations.close(day, 0, announcer);
    if (firstScanned != NEVER) {
      Tables tables = day < firstScanned ? NO_TABLES : concentrations.tables();
      clusters.close(day, tables, 0, announcer);
    }
    tooGood.close(day, concentrations, 0, announcer);
    verdicts.close(day, 0, announcer);
    sources.close(day, 0, announcer);
  }

  /** The first revision of each finding by id, in the order of telling. */
  Map<String, Finding> first() {
    return first;
  }

  /** The newest revision of each finding by id. */
  public Map<String, Finding> newest() {
    return newest;
  }

  private final class Announcer implements ScanAnnouncer {
    @Override
    public void finding(Finding finding, List<FindingReview> reviews) {
      if (first.putIfAbsent(finding.id(), finding) == null) {
        badWhenTold.put(finding.id(), counted.getOrDefault(key(finding), 0));
      }
      newest.put(finding.id(), finding);
    }

    @Override
    public void baseline(Baseline version) {}

    @Override
    public void verification(Verification version) {}

    @Override
    public void standard(int day, Level level, Standard standard) {}

    @Override
    public void scanned(int day, String part, String key, double value) {}
  }
}
