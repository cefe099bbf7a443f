package haochaping.detect.oversight;

import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.detect.evidence.FindingAnnouncer;
import haochaping.detect.evidence.Told;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.oversight.Rhythm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Watches sources, and the channels of each, for a silence that is too long for their rhythm.
 *
 * <p>Every review counts, of whatever level, round or verdict: this is about the feed. A silent day
 * is as unlikely as its weekday lets one think, from the last eight before the silence began; where
 * all others send less as well (a holiday), so much less is expected. What is told in the end is a
 * function of the counts, whatever the order of arrival.
 *
 * <p>Not thread-safe.
 */
public final class SilenceWatch {
  static final String DETECTOR = "silence";
  static final String SOURCE = "source";
  static final String CHANNEL = "channel";

  private static final int NO_DAY = Integer.MIN_VALUE;

  private static final Channel[] CHANNELS = Channel.values();

  /** Days that make a rhythm. */
  private static final int LOOK_BACK = 7 * OversightSettings.LIKE_DAYS;

  /** So long a source has to be known before it is watched. */
  private static final int YOUNG_DAYS = 7 * Rhythm.FEWEST_DAYS;

  /** Counts are kept so many days: what a silence on the first day of the horizon looks at. */
  private static final int KEPT =
      OversightSettings.HORIZON + OversightSettings.AWAITED_DAYS + LOOK_BACK + 7;

  private final SilenceEvidence evidence = new SilenceEvidence();
  private final SilenceState state;
  private int lastClosed = NO_DAY;
  private long afterHorizon;

  /** The source that came last: most come in runs. */
  private String recentName = "";

  private SilenceState.Source recent;

  /**
   * @param state as it was stored, or empty
   */
  public SilenceWatch(SilenceState state) {
    this.state = state;
  }

  /** Days are closed from the next one on; to be called before the first. */
  public void startAfter(int day) {
    lastClosed = day;
  }

  public SilenceState state() {
    return state;
  }

  /** Reviews since the start that came when their day had left the horizon. */
  public long afterHorizon() {
    return afterHorizon;
  }

  /** The last day that no correction reaches. */
  private int base() {
    return lastClosed - OversightSettings.HORIZON;
  }

  /**
   * Counts reviews of a source.
   *
   * @param day local day of the reviews
   * @param count signed
   */
  public void add(String source, Channel channel, int day, int count) {
    if (lastClosed != NO_DAY && day <= lastClosed - KEPT) {
      afterHorizon++;
      return;
    }
    if (!source.equals(recentName)) {
      recent = state.sources.computeIfAbsent(source, ignored -> new SilenceState.Source());
      recentName = source;
    }
    if (recent.all == null) {
      recent.all = new DayCounts(day);
    }
    recent.all.add(day, count);
    int at = channel.ordinal();
    if (recent.channels[at] == null) {
      recent.channels[at] = new DayCounts(day);
    }
    recent.channels[at].add(day, count);
  }

  /**
   * Closes the day after the last closed one.
   *
   * @param now processing time, epoch ms
   * @throws IllegalArgumentException if it is another day
   */
  public void close(int day, long now, FindingAnnouncer out) {
    if (day != lastClosed + 1) {
      throw new IllegalArgumentException(
          "day = " + day + ": must be the day after " + lastClosed + ", the last closed one");
    }
    lastClosed = day;
    Map<String, Silence> held = new LinkedHashMap<>();
    TreeMap<String, DayCounts> sources = new TreeMap<>();
    TreeMap<String, DayCounts> channels = new TreeMap<>();
    state.sources.forEach(
        (name, source) -> {
          sources.put(name, source.all);
          List<Channel> used = used(source);
          // The only channel of a source falls silent with it.
          if (used.size() > 1) {
            for (Channel channel : used) {
              channels.put(name + '/' + channel.word(), source.channels[channel.ordinal()]);
            }
          }
        });
    reconcile(SOURCE, sources, held, now, out);
    reconcile(CHANNEL, channels, held, now, out);
    state.telling.withdrawAllBut(held.keySet(), base(), told -> withdrawn(told, held), now, out);
    forget(day);
  }

  /** The channels that people used; the system's own reviews come days later, whatever they do. */
  private static List<Channel> used(SilenceState.Source source) {
    return Stream.of(CHANNELS)
        .filter(channel -> channel != Channel.DEFAULT)
        .filter(channel -> source.channels[channel.ordinal()] != null)
        .toList();
  }

  private void reconcile(
      String level,
      Map<String, DayCounts> all,
      Map<String, Silence> held,
      long now,
      FindingAnnouncer out) {
    Calendar calendar = new Calendar(all.values());
    all.forEach(
        (key, counts) -> {
          for (Silence silence : silences(key, counts, calendar)) {
            Finding.State where =
                !silence.lasts() || !silence.awaited()
                    ? Finding.State.CLOSED
                    : silence.openDay() == lastClosed ? Finding.State.NEW : Finding.State.ONGOING;
            Finding finding = evidence.finding(where, level, silence);
            held.put(finding.id(), silence);
            state.telling.tell(new Told<>(finding, silence.openDay(), null), List::of, now, out);
          }
        });
  }

  /** The silences of a source that crossed on a day of the horizon. */
  private List<Silence> silences(String key, DayCounts counts, Calendar calendar) {
    List<Silence> silences = new ArrayList<>();
    int earliest =
        Math.max(counts.since() + YOUNG_DAYS, base() + 1 - OversightSettings.AWAITED_DAYS);
    int day = lastClosed;
    while (day > Math.max(base(), earliest - 1)) {
      if (counts.on(day) > 0) {
        day--;
        continue;
      }
      int last = day;
      while (day - 1 > counts.since() && counts.on(day - 1) == 0 && last - day < KEPT) {
        day--;
      }
      Silence silence = silence(key, counts, day, last, calendar);
      if (silence != null && silence.openDay() > base()) {
        silences.add(silence);
      }
      day--;
    }
    return silences;
  }

  /** The silence of a run of days, or null where it is not too long for chance. */
  private Silence silence(String key, DayCounts counts, int first, int last, Calendar calendar) {
    int end = Math.min(last, first + OversightSettings.AWAITED_DAYS - 1);
    double firmest = counts.size(first);
    double logP = 0;
    double expected = 0;
    Silence opened = null;
    for (int day = first; day <= end; day++) {
      Rhythm rhythm = counts.rhythm(day, first);
      if (!rhythm.isKnown()) {
        return null;
      }
      double share = rhythm.mean() == 0 ? 1 : calendar.share(day, counts);
      logP += rhythm.logNone(share, firmest);
      expected += share * rhythm.mean();
      if (opened == null && rhythm.mean() > 0) {
        int watched = calendar.watched(day);
        if (Math.exp(-logP) >= Grade.LEADERS_DAYS * watched) {
          opened =
              new Silence(
                  key,
                  first,
                  day,
                  day,
                  true,
                  true,
                  expected,
                  logP,
                  watched,
                  rhythm.days(),
                  rhythm.mean(),
                  rhythm.variance(),
                  firmest,
                  share);
        }
      }
    }
    if (opened == null) {
      return null;
    }
    boolean lasts = last == lastClosed;
    boolean awaited = last - first + 1 < OversightSettings.AWAITED_DAYS;
    // While it lasts, nothing is told anew each day.
    return lasts && awaited
        ? opened
        : new Silence(
            key,
            first,
            opened.openDay(),
            end,
            lasts,
            awaited,
            expected,
            logP,
            opened.watched(),
            opened.like(),
            opened.usualMean(),
            opened.usualVariance(),
            opened.firmest(),
            opened.share());
  }

  /** What all sources, or all channels, have on a day and usually have: what a day it is. */
  private static final class Calendar {
    private final List<DayCounts> all;
    private final Map<Integer, double[]> sums = new TreeMap<>();

    Calendar(Iterable<DayCounts> all) {
      this.all = new ArrayList<>();
      all.forEach(this.all::add);
    }

    /**
     * How much of the usual the others have on a day, in [0, 1]; 1 where they usually have too
     * little to tell.
     */
    double share(int day, DayCounts own) {
      double[] sum = sums.computeIfAbsent(day, this::sum);
      double usual = sum[1] - own.rhythm(day, day).mean();
      return usual < OversightSettings.CALENDAR
          ? 1
          : Math.max(0, Math.min(1, (sum[0] - own.on(day)) / usual));
    }

    private double[] sum(int day) {
      double[] sum = new double[2];
      for (DayCounts counts : all) {
        sum[0] += counts.on(day);
        sum[1] += counts.rhythm(day, day).mean();
      }
      return sum;
    }

    /** How many are old enough and not given up on a day; at least 1. */
    int watched(int day) {
      int watched = 0;
      for (DayCounts counts : all) {
        if (day - counts.since() >= YOUNG_DAYS
            && counts.isAnyBetween(day - OversightSettings.AWAITED_DAYS, day - 1)) {
          watched++;
        }
      }
      return Math.max(1, watched);
    }
  }

  /** It moved where another silence overlaps or touches its days. */
  private Finding withdrawn(Told<Void> told, Map<String, Silence> held) {
    Finding finding = told.finding();
    int first = CityClock.day(finding.windowStart());
    int last = CityClock.day(finding.windowEnd()) - 1;
    for (Map.Entry<String, Silence> other : held.entrySet()) {
      Silence silence = other.getValue();
      if (silence.key().equals(finding.key())
          && silence.first() <= last + 1
          && first <= silence.lastDay() + 1) {
        return SilenceEvidence.moved(finding, other.getKey());
      }
    }
    long came = 0;
    for (int day = first; day <= last; day++) {
      came += counts(finding).on(day);
    }
    return SilenceEvidence.withdrawn(finding, came);
  }

  private DayCounts counts(Finding finding) {
    String key = finding.key();
    if (finding.dimension().equals(SOURCE)) {
      return state.sources.get(key).all;
    }
    int slash = key.lastIndexOf('/');
    String word = key.substring(slash + 1);
    for (Channel channel : CHANNELS) {
      if (channel.word().equals(word)) {
        return state.sources.get(key.substring(0, slash)).channels[channel.ordinal()];
      }
    }
    throw new IllegalStateException("key = " + key + ": of no channel");
  }

  /** Forgets days that nothing looks at, and sources that nothing is left of. */
  private void forget(int day) {
    int before = day + 1 - KEPT;
    state.sources.values().removeIf(source -> isGone(source, before));
    recentName = "";
  }

  private static boolean isGone(SilenceState.Source source, int before) {
    if (source.all.endDay() <= before) {
      return true;
    }
    source.all.forget(before);
    for (int i = 0; i < source.channels.length; i++) {
      DayCounts counts = source.channels[i];
      if (counts != null && counts.endDay() <= before) {
        source.channels[i] = null;
      } else if (counts != null) {
        counts.forget(before);
      }
    }
    return false;
  }
}
