package haochaping.statistics.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of today's clusters was there yesterday: pairs of one of today's and one of yesterday's,
 * each in one pair at most, the most alike first.
 */
public final class Succession {
  private record Pair(int today, int yesterday, double likeness) {}

  private final List<Cluster> yesterday;
  private final int[] predecessors;

  private Succession(List<Cluster> yesterday, int[] predecessors) {
    this.yesterday = yesterday;
    this.predecessors = predecessors;
  }

  /**
   * Matches two days' clusters. Of pairs equally alike the one with the earlier cluster of today,
   * then of yesterday, goes first.
   *
   * @param today the clusters of a day
   * @param yesterday those of the day before
   */
  public static Succession of(List<Cluster> today, List<Cluster> yesterday) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < today.size(); i++) {
      for (int j = 0; j < yesterday.size(); j++) {
        double likeness = today.get(i).likeness(yesterday.get(j));
        if (likeness >= Cluster.SAME) {
          pairs.add(new Pair(i, j, likeness));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
    int[] predecessors = new int[today.size()];
    boolean[] taken = new boolean[yesterday.size()];
    for (Pair pair : pairs) {
      if (predecessors[pair.today()] == 0 && !taken[pair.yesterday()]) {
        predecessors[pair.today()] = pair.yesterday() + 1;
        taken[pair.yesterday()] = true;
      }
    }
    return new Succession(List.copyOf(yesterday), predecessors);
  }

  /**
   * The cluster of yesterday that one of today goes on with.
   *
   * @param index of the cluster in today's list
   */
  public Optional<Cluster> predecessor(int index) {
    return predecessors[index] == 0
        ? Optional.empty()
        : Optional.of(yesterday.get(predecessors[index] - 1));
  }
}
