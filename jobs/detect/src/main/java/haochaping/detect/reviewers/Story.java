package haochaping.detect.reviewers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Flags that are told as one finding, oldest first: those about the same unit or person, or about
 * rings of which half is the same.
 */
final class Story {
  /** Days after its last flag a story is over. */
  static final int CLOSES_AFTER = 14;

  static final int REOPENS_WITHIN = 30;

  final List<Flag> flags = new ArrayList<>();
  private long[] links = {};

  /** The stories of one kind of flags, which are in order of their days. */
  static List<Story> of(List<Flag> flags) {
    List<Story> stories = new ArrayList<>();
    for (Flag flag : flags) {
      Story best = null;
      int most = 0;
      for (Story story : stories) {
        int shared = Flag.shared(story.links, flag.links());
        boolean joins =
            flag.day() - story.last().day() <= CLOSES_AFTER + REOPENS_WITHIN
                && 2 * shared >= flag.links().length;
        if (joins && shared > most) {
          best = story;
          most = shared;
        }
      }
      for (Story story : best == null ? stories : List.<Story>of()) {
        // They would have the same name.
        best = story.first().day() == flag.day() && story.hasKeyOf(flag) ? story : best;
      }
      if (best == null) {
        best = new Story();
        stories.add(best);
      }
      best.add(flag);
    }
    return stories;
  }

  private void add(Flag flag) {
    flags.add(flag);
    links =
        LongStream.concat(Arrays.stream(links), Arrays.stream(flag.links()))
            .sorted()
            .distinct()
            .toArray();
  }

  private boolean hasKeyOf(Flag flag) {
    return first().dimension().equals(flag.dimension()) && first().key().equals(flag.key());
  }

  Flag first() {
    return flags.get(0);
  }

  Flag last() {
    return flags.get(flags.size() - 1);
  }

  long[] links() {
    return links;
  }

  int firstDay() {
    return flags.stream().mapToInt(Flag::firstDay).min().orElseThrow();
  }

  /** Days with a flag, ascending. */
  TreeSet<Integer> days() {
    TreeSet<Integer> days = new TreeSet<>();
    flags.forEach(flag -> days.add(flag.day()));
    return days;
  }

  /** The most surprising flag; of people in step, that with the most; of equal ones the first. */
  Flag peak() {
    Flag peak = first();
    for (Flag flag : flags) {
      boolean more =
          Double.isNaN(flag.p()) ? flag.observed() > peak.observed() : flag.p() < peak.p();
      peak = more ? flag : peak;
    }
    return peak;
  }
}
