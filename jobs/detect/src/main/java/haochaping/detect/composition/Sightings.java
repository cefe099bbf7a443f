package haochaping.detect.composition;

import haochaping.statistics.Seeds;
import java.util.Arrays;

/**
 * On which days which reviewers were seen: an open-addressed multimap from token to day, with the
 * number of their reviews. Of days that no correction reaches, only a token's last one is kept.
 */
final class Sightings {
  /** Days after which a reviewer is new again. */
  static final int MEMORY = 365;

  private static final int[] NO_DAYS = {};

  private long[] tokens = new long[1 << 10];
  private int[] days = new int[1 << 10];
  private int[] counts = new int[1 << 10];
  private int size;

  private int home(long token) {
    return (int) Seeds.mix64(token) & tokens.length - 1;
  }

  private int find(long token, int day) {
    int mask = tokens.length - 1;
    int i = home(token);
    while (counts[i] != 0 && (tokens[i] != token || days[i] != day)) {
      i = i + 1 & mask;
    }
    return i;
  }

  void add(long token, int day) {
    if (size * 8L > tokens.length * 5L) {
      rebuild(Integer.MIN_VALUE, tokens.length * 2);
    }
    int i = find(token, day);
    if (counts[i]++ == 0) {
      tokens[i] = token;
      days[i] = day;
      size++;
    }
  }

  void remove(long token, int day) {
    int i = find(token, day);
    if (counts[i] > 0 && --counts[i] == 0) {
      close(i);
    }
  }

  /** Whether a reviewer was not seen in the year before a day. */
  boolean isNew(long token, int day) {
    int mask = tokens.length - 1;
    for (int i = home(token); counts[i] != 0; i = i + 1 & mask) {
      if (tokens[i] == token && days[i] < day && days[i] >= day - MEMORY) {
        return false;
      }
    }
    return true;
  }

  /** The days of some on which a reviewer was seen, ascending; empty with fewer reviews. */
  int[] days(long token, int first, int last, int fewest) {
    int mask = tokens.length - 1;
    int reviews = 0;
    int found = 0;
    for (int i = home(token); counts[i] != 0; i = i + 1 & mask) {
      if (tokens[i] == token && days[i] >= first && days[i] <= last) {
        reviews += counts[i];
        found++;
      }
    }
    if (reviews < fewest) {
      return NO_DAYS;
    }
    int[] seen = new int[found];
    for (int i = home(token); counts[i] != 0; i = i + 1 & mask) {
      if (tokens[i] == token && days[i] >= first && days[i] <= last) {
        seen[--found] = days[i];
      }
    }
    Arrays.sort(seen);
    return seen;
  }

  /** The next day after one on which a reviewer was seen, or {@link Integer#MAX_VALUE}. */
  int next(long token, int day) {
    int mask = tokens.length - 1;
    int next = Integer.MAX_VALUE;
    for (int i = home(token); counts[i] != 0; i = i + 1 & mask) {
      if (tokens[i] == token && days[i] > day) {
        next = Math.min(next, days[i]);
      }
    }
    return next;
  }

  /** Lets go of a token's days before one. */
  void settle(long token, int day) {
    int mask = tokens.length - 1;
    int i = home(token);
    while (counts[i] != 0) {
      if (tokens[i] == token && days[i] < day) {
        close(i);
      } else {
        i = i + 1 & mask;
      }
    }
  }

  /** Lets go of all days before one. */
  void forgetBefore(int day) {
    rebuild(day, tokens.length);
  }

  private void rebuild(int firstDay, int room) {
    long[] oldTokens = tokens;
    int[] oldDays = days;
    int[] oldCounts = counts;
    tokens = new long[room];
    days = new int[room];
    counts = new int[room];
    size = 0;
    for (int i = 0; i < oldTokens.length; i++) {
      if (oldCounts[i] != 0 && oldDays[i] >= firstDay) {
        int to = find(oldTokens[i], oldDays[i]);
        tokens[to] = oldTokens[i];
        days[to] = oldDays[i];
        counts[to] = oldCounts[i];
        size++;
      }
    }
  }

  /** Empties a slot and moves up what was pushed past it (Knuth, TAOCP 3, 6.4, algorithm R). */
  private void close(int slot) {
    int mask = tokens.length - 1;
    int gap = slot;
    for (int i = gap + 1 & mask; counts[i] != 0; i = i + 1 & mask) {
      if ((i - home(tokens[i]) & mask) >= (i - gap & mask)) {
        tokens[gap] = tokens[i];
        days[gap] = days[i];
        counts[gap] = counts[i];
        gap = i;
      }
    }
    counts[gap] = 0;
    size--;
  }
}
