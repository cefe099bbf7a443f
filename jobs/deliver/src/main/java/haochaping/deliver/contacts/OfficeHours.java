package haochaping.deliver.contacts;

import haochaping.core.CityClock;
import java.time.LocalTime;
import java.util.function.IntPredicate;

/**
 * When people are at work, in local time. Instants are epoch ms.
 *
 * @param from when a working day begins
 * @param to its exclusive end
 * @param digest when the digest of the day before is sent, within the working day
 * @param worked whether people work on a local day since the epoch
 */
public record OfficeHours(LocalTime from, LocalTime to, LocalTime digest, IntPredicate worked) {
  public OfficeHours {
    if (!from.isBefore(to) || digest.isBefore(from) || !digest.isBefore(to)) {
      throw new IllegalArgumentException(
          "hours from " + from + " to " + to + ", digest at " + digest);
    }
  }

  public boolean isOpen(long at) {
    return nextOpen(at) == at;
  }

  /** The first moment from one on at which people are at work. */
  public long nextOpen(long at) {
    int day = CityClock.day(at);
    if (worked.test(day) && at < moment(day, to)) {
      return Math.max(at, moment(day, from));
    }
    return moment(nextWorking(day), from);
  }

  /** The first digest after a moment. */
  public long nextDigest(long at) {
    int day = CityClock.day(at);
    return worked.test(day) && at < moment(day, digest)
        ? moment(day, digest)
        : moment(nextWorking(day), digest);
  }

  /** The moment by which so much working time has gone by. */
  public long after(long at, long workingMillis) {
    long open = nextOpen(at);
    long left = workingMillis;
    while (true) {
      long end = moment(CityClock.day(open), to);
      if (left <= end - open) {
        return open + left;
      }
      left -= end - open;
      open = nextOpen(end);
    }
  }

  private int nextWorking(int after) {
    int day = after + 1;
    while (!worked.test(day)) {
      day++;
    }
    return day;
  }

  private static long moment(int day, LocalTime time) {
    return CityClock.startMillis(day) + time.toNanoOfDay() / 1_000_000;
  }
}
