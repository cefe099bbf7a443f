package haochaping.statistics.composition;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * People who review the same targets at the same time, again and again.
 *
 * <p>Two of them go in step if within 90 days they met on three targets or more, each time within 3
 * days, and at least half of the targets that either of them reviewed are common to both: a pair
 * that reviews much meets by chance. Who goes in step with whom makes rings; three people or more
 * are one. A target that more than 200 people review within 3 days is capped: nobody meets there.
 *
 * @param rings by their first token
 * @param capped targets at which meetings were not counted, at least at times
 */
public record Lockstep(List<Ring> rings, Set<String> capped) {
  /** Days that a review is remembered. */
  public static final int DAYS = 90;

  /** Two reviews of a target meet if they lie within this many days. */
  public static final int MEETING_DAYS = 3;

  /** People who may meet on one target. */
  public static final int MOST_TOKENS = 200;

  /** Targets that two people in step have in common at least. */
  public static final int FEWEST_MEETINGS = 3;

  /** Jaccard index of the targets of two people in step at least. */
  public static final double LEAST_LIKENESS = .5;

  /** People of a ring at least. */
  public static final int SMALLEST_RING = 3;

  public Lockstep {
    rings = List.copyOf(rings);
    capped = Set.copyOf(capped);
  }

  /**
   * A review, as far as it matters here.
   *
   * @param token the reviewer's, no agent's and no kiosk's
   * @param target what was reviewed
   * @param day of the review
   */
  public record Visit(String token, String target, LocalDate day) {}

  /**
   * People in step.
   *
   * @param tokens theirs, ascending, at least three
   * @param targets on which two of the ring in step with each other met, ascending
   */
  public record Ring(List<String> tokens, List<String> targets) {
    public Ring {
      tokens = List.copyOf(tokens);
      targets = List.copyOf(targets);
    }
  }

  private record Pair(String first, String second) {}

  /**
   * The rings of a day.
   *
   * @param visits reviews of one side in any order; those outside the last {@value #DAYS} days are
   *     left out
   * @param today the last of these days
   */
  public static Lockstep of(Collection<Visit> visits, LocalDate today) {
    Map<String, TreeMap<LocalDate, Set<String>>> days = new TreeMap<>();
    Map<String, Set<String>> targets = new HashMap<>();
    for (Visit visit : visits) {
      if (!visit.day().isAfter(today) && visit.day().isAfter(today.minusDays(DAYS))) {
        days.computeIfAbsent(visit.target(), target -> new TreeMap<>())
            .computeIfAbsent(visit.day(), day -> new TreeSet<>())
            .add(visit.token());
        targets.computeIfAbsent(visit.token(), token -> new HashSet<>()).add(visit.target());
      }
    }
    // Nearly everybody reviews fewer targets than it takes; pairs of them would fill the memory.
    targets.values().removeIf(visited -> visited.size() < FEWEST_MEETINGS);
    Map<Pair, Set<String>> meetings = new HashMap<>();
    Set<String> capped = new HashSet<>();
    days.forEach((target, byDay) -> meet(target, byDay, targets.keySet(), meetings, capped));

    Map<String, String> ringOf = new HashMap<>();
    List<Pair> inStep = new ArrayList<>();
    meetings.forEach(
        (pair, met) -> {
          if (met.size() >= FEWEST_MEETINGS
              && likeness(targets.get(pair.first), targets.get(pair.second)) >= LEAST_LIKENESS) {
            inStep.add(pair);
            join(ringOf, pair);
          }
        });
    Map<String, List<Pair>> rings =
        inStep.stream().collect(Collectors.groupingBy(pair -> root(ringOf, pair.first)));
    return new Lockstep(
        rings.values().stream()
            .map(pairs -> ring(pairs, meetings))
            .filter(ring -> ring.tokens().size() >= SMALLEST_RING)
            .sorted(Comparator.comparing(ring -> ring.tokens().get(0)))
            .toList(),
        capped);
  }

  private static void meet(
      String target,
      TreeMap<LocalDate, Set<String>> byDay,
      Set<String> busy,
      Map<Pair, Set<String>> meetings,
      Set<String> capped) {
    for (Map.Entry<LocalDate, Set<String>> day : byDay.entrySet()) {
      Set<String> present = new TreeSet<>();
      byDay
          .subMap(day.getKey().minusDays(MEETING_DAYS - 1), true, day.getKey(), true)
          .values()
          .forEach(present::addAll);
      if (present.size() > MOST_TOKENS) {
        capped.add(target);
        continue;
      }
      present.retainAll(busy);
      for (String token : day.getValue()) {
        if (!busy.contains(token)) {
          continue;
        }
        for (String other : present) {
          int order = token.compareTo(other);
          if (order != 0) {
            Pair pair = order < 0 ? new Pair(token, other) : new Pair(other, token);
            meetings.computeIfAbsent(pair, met -> new TreeSet<>()).add(target);
          }
        }
      }
    }
  }

  private static double likeness(Set<String> one, Set<String> other) {
    long both = one.stream().filter(other::contains).count();
    return (double) both / (one.size() + other.size() - both);
  }

  private static Ring ring(List<Pair> pairs, Map<Pair, Set<String>> meetings) {
    Set<String> tokens = new TreeSet<>();
    Set<String> targets = new TreeSet<>();
    for (Pair pair : pairs) {
      tokens.add(pair.first);
      tokens.add(pair.second);
      targets.addAll(meetings.get(pair));
    }
    return new Ring(List.copyOf(tokens), List.copyOf(targets));
  }

  private static void join(Map<String, String> ringOf, Pair pair) {
    String first = root(ringOf, pair.first);
    String second = root(ringOf, pair.second);
    if (!first.equals(second)) {
      ringOf.put(second, first);
    }
  }

  /** The token that stands for a ring; paths are halved on the way. */
  private static String root(Map<String, String> ringOf, String token) {
    String at = token;
    while (ringOf.containsKey(at)) {
      String next = ringOf.get(at);
      if (ringOf.containsKey(next)) {
        ringOf.put(at, ringOf.get(next));
      }
      at = next;
    }
    return at;
  }
}
