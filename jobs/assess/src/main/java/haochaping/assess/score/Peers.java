package haochaping.assess.score;

import haochaping.assess.Count;
import haochaping.assess.formula.Formula;
import haochaping.core.Attribution;
import haochaping.core.Dimension;
import haochaping.statistics.ranking.RateFit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who is compared with whom. A class with too few members with reviews takes over how the keys of
 * the dimension above vary: staff from departments, departments from districts, those from the
 * city.
 */
final class Peers {
  private final Formula formula;
  private final Inputs inputs;
  private final Map<Dimension, RateFit> wholes = new EnumMap<>(Dimension.class);

  Peers(Formula formula, Inputs inputs) {
    this.formula = formula;
    this.inputs = inputs;
  }

  /** The classes that have a member. */
  List<PeerClass> classes(Dimension dimension) {
    List<KeyInputs> all = members(dimension);
    return switch (formula.peerClasses().get(dimension)) {
      case ONE ->
          all.isEmpty()
              ? List.of()
              : List.of(new PeerClass(dimension, PeerClass.ALL, whole(dimension), all));
      case BY_VOLUME -> byVolume(dimension, all);
    };
  }

  private List<PeerClass> byVolume(Dimension dimension, List<KeyInputs> all) {
    long[] volumes =
        all.stream().mapToLong(one -> one.count(Count.REVIEWS_AND_DEFAULTS)).sorted().toArray();
    long median = volumes.length == 0 ? 0 : volumes[volumes.length / 2];
    return List.of(
            part(dimension, PeerClass.LARGER, all, volume -> volume >= median),
            part(dimension, PeerClass.SMALLER, all, volume -> volume < median))
        .stream()
        .filter(one -> !one.members().isEmpty())
        .toList();
  }

  private PeerClass part(
      Dimension dimension, String word, List<KeyInputs> all, Predicate<Long> belongs) {
    List<KeyInputs> members =
        all.stream().filter(one -> belongs.test(one.count(Count.REVIEWS_AND_DEFAULTS))).toList();
    return new PeerClass(
        dimension, word, areFew(members) ? above(dimension) : fit(members), members);
  }

  /** The keys that can be scored: who is unattributed is nobody. */
  private List<KeyInputs> members(Dimension dimension) {
    return inputs.of(dimension).stream().filter(one -> isSomebody(dimension, one.key())).toList();
  }

  private static boolean isSomebody(Dimension dimension, String key) {
    return dimension == Dimension.STAFF
        ? !key.startsWith(Attribution.UNATTRIBUTED + '/')
        : !key.equals(Attribution.UNATTRIBUTED);
  }

  private RateFit whole(Dimension dimension) {
    RateFit fit = wholes.get(dimension);
    if (fit == null) {
      List<KeyInputs> all = members(dimension);
      fit = areFew(all) ? above(dimension) : fit(all);
      wholes.put(dimension, fit);
    }
    return fit;
  }

  private RateFit above(Dimension dimension) {
    return switch (dimension) {
      case STAFF -> whole(Dimension.DEPARTMENT);
      case DEPARTMENT -> whole(Dimension.DISTRICT);
      default -> RateFit.of(List.of(inputs.city().rate()));
    };
  }

  private static RateFit fit(List<KeyInputs> members) {
    return RateFit.of(members.stream().map(KeyInputs::rate).toList());
  }

  private static boolean areFew(List<KeyInputs> members) {
    return members.stream().filter(one -> one.count(Count.ADOPTED) > 0).count()
        < RateFit.FEWEST_SIBLINGS;
  }
}
