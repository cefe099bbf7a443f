package haochaping.detect.toogood;

import haochaping.detect.baseline.Verification;
import haochaping.detect.concentration.ConcentrationWatch;
import haochaping.detect.concentration.Settings;
import haochaping.detect.concentration.Standard;
import haochaping.detect.concentration.Tables;
import haochaping.detect.concentration.Target;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.evidence.Told;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.Panes;
import haochaping.platform.Finding;
import haochaping.statistics.ranking.StandardisedRatio;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Points to targets that had no bad review in a whole quarter although peers with the same reviews
 * would have had several: perhaps good, perhaps their visitors dare not or cannot say so.
 *
 * <p>Works on the panes of {@link ConcentrationWatch}, after its close of each day. What is told is
 * a function of the panes and of {@link TooGoodState#standards}.
 */
public final class TooGoodWatch {
  /** A pointer is new for so many days after its quarter. */
  private static final int NEW_DAYS = 30;

  private final Pointer pointer;
  private TooGoodState state = new TooGoodState();

  public TooGoodWatch(Settings settings) {
    pointer = new Pointer(settings.hash());
  }

  public TooGoodState state() {
    return state;
  }

  /** Goes on from what was stored. */
  public void restore(TooGoodState stored) {
    state = stored;
  }

  /**
   * Judges the quarters whose corrections are followed, when a day has been closed.
   *
   * @param city all targets and the tables
   * @param now processing time, epoch ms
   */
  public void close(int day, ConcentrationWatch city, long now, FindingAnnouncer out) {
    int first = day - Settings.HORIZON + 1;
    state.standards.headMap(first).clear();
    Set<String> standing = new HashSet<>();
    for (Quarter quarter = Quarter.endedBy(day);
        quarter.last() >= Math.max(first, city.tables().firstJudged());
        quarter = quarter.before()) {
      judge(quarter, day, city, now, out, standing);
    }
    state.telling.withdrawAllBut(
        standing, first - 1, told -> Pointer.withdrawn(told.finding()), now, out);
  }

  private void judge(
      Quarter quarter,
      int day,
      ConcentrationWatch city,
      long now,
      FindingAnnouncer out,
      Set<String> standing) {
    Map<Level, QuarterStandard> standards =
        state.standards.computeIfAbsent(quarter.last(), last -> fit(quarter, city));
    Verification verification = city.tables().verifications().inForce(quarter.last());
    int baseline = city.tables().baselines().inForce(quarter.last()).day();
    Finding.State life = day < quarter.last() + NEW_DAYS ? Finding.State.NEW : Finding.State.CLOSED;
    standards.forEach(
        (level, standard) -> {
          if (standard.expected().length == 0) {
            return;
          }
          double least = standard.expected()[standard.expected().length - 1];
          for (Target target : city.targets(level)) {
            Panes.Sum sum = sum(target, quarter, verification);
            if (sum.bad() == 0 && sum.expected() >= least) {
              Finding finding =
                  pointer.finding(target, quarter, sum, standard, verification, life, baseline);
              standing.add(finding.id());
              state.telling.tell(new Told<>(finding, quarter.last(), null), List::of, now, out);
            }
          }
        });
  }

  private static Map<Level, QuarterStandard> fit(Quarter quarter, ConcentrationWatch city) {
    Tables tables = city.tables();
    Verification verification = tables.verifications().inForce(quarter.last());
    Map<Level, Standard> ofDay = tables.standards(quarter.last());
    Map<Level, QuarterStandard> standards = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      List<StandardisedRatio> ratios = new ArrayList<>();
      for (Target target : city.targets(level)) {
        Panes.Sum sum = sum(target, quarter, verification);
        if (sum.expected() > 0) {
          ratios.add(new StandardisedRatio(sum.bad(), sum.expected()));
        }
      }
      standards.put(level, QuarterStandard.of(ofDay.get(level).strength(), ratios));
    }
    return standards;
  }

  /**
   * What a target had in a quarter, and what is to be left of as much once all is verified: a
   * quarter is looked at again until then, and who has no bad review left is pointed to.
   */
  private static Panes.Sum sum(Target target, Quarter quarter, Verification verification) {
    Panes.Sum sum = target.panes().sum(quarter.first(), quarter.last());
    return new Panes.Sum(sum.reviews(), sum.bad(), sum.expected() * verification.settled());
  }
}
