package haochaping.detect.baseline;

import haochaping.detect.panes.Panes;
import java.util.Collections;
import java.util.Map;

/**
 * A version of the rates that the city lets one expect: the overall rate times a factor each for
 * matter, weekday and channel.
 */
public final class Baseline {
  /** Days of a week. */
  public static final int WEEKDAYS = 7;

  private final int day;
  private final long reviews;
  private final long bad;
  private final double overall;
  private final double[] weekdays;
  private final double[] channels;
  private final Map<String, Double> matters;

  /**
   * @param day at whose close it was fitted, in days since the epoch
   * @param reviews that it was fitted on
   * @param bad those of levels 1 and 2 among them
   * @param overall bad / reviews
   * @param weekdays factors of the weekdays, Monday first
   * @param channels factors of the channels, in their order
   * @param matters factors of the matters, by code
   */
  public Baseline(
      int day,
      long reviews,
      long bad,
      double overall,
      double[] weekdays,
      double[] channels,
      Map<String, Double> matters) {
    this.day = day;
    this.reviews = reviews;
    this.bad = bad;
    this.overall = overall;
    this.weekdays = weekdays;
    this.channels = channels;
    this.matters = matters;
  }

  /** The weekday of a day since the epoch: 0 for Monday to 6. */
  public static int weekday(int day) {
    return Math.floorMod(day + 3, WEEKDAYS);
  }

  public int day() {
    return day;
  }

  public long reviews() {
    return reviews;
  }

  public long bad() {
    return bad;
  }

  public double overall() {
    return overall;
  }

  /** The factor of a weekday, 0 for Monday to 6. */
  public double weekdayFactor(int weekday) {
    return weekdays[weekday];
  }

  /** How many channels it knows. */
  public int channels() {
    return channels.length;
  }

  /** The factor of a channel; 1 for one that it has not seen. */
  public double channelFactor(int channel) {
    return channel < channels.length ? channels[channel] : 1;
  }

  /** The factors of the matters by code; one that is absent has 1. */
  public Map<String, Double> matters() {
    return Collections.unmodifiableMap(matters);
  }

  /**
   * The rate of bad reviews to expect of a review, in whole numbers of {@link Panes#UNIT}.
   *
   * @param matter its code, empty where unknown
   * @param onDay the review's day
   * @param channel ordinal of its channel
   */
  public long units(String matter, int onDay, int channel) {
    double rate =
        overall
            * matters.getOrDefault(matter, 1.0)
            * weekdays[weekday(onDay)]
            * channelFactor(channel);
    return Math.round(Math.min(1, rate) / Panes.UNIT);
  }
}
