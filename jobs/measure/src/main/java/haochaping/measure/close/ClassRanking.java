package haochaping.measure.close;

import haochaping.measure.close.KeyRanking.Control;
import haochaping.measure.close.KeyRanking.Place;
import haochaping.measure.close.KeyRanking.Ratio;
import haochaping.measure.close.KeyRanking.Worst;
import haochaping.platform.StatisticsProfile;
import haochaping.statistics.Interval;
import haochaping.statistics.Seeds;
import haochaping.statistics.ranking.Benchmark;
import haochaping.statistics.ranking.BetaPrior;
import haochaping.statistics.ranking.Funnel;
import haochaping.statistics.ranking.GammaPosterior;
import haochaping.statistics.ranking.GammaPrior;
import haochaping.statistics.ranking.RankBand;
import haochaping.statistics.ranking.RankBands;
import haochaping.statistics.ranking.RawRate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a day's close says of one class of siblings.
 *
 * @param prior of the rates
 * @param priorVersion the closed day as the number yyyyMMdd
 * @param noDifference whether the ratios vary no more than chance lets them; then nobody is ranked
 * @param ranked how many keys have a place
 * @param reliability of the order of the keys with enough reviews, in [0, 1), or null where there
 *     is no difference or no such key
 * @param funnel of the rates, or null where no key is large enough for one
 * @param keys in order
 */
public record ClassRanking(
    PeerClass peers,
    BetaPrior prior,
    int priorVersion,
    boolean noDifference,
    int ranked,
    Double reliability,
    Funnel funnel,
    List<KeyRanking> keys) {
  /** A key with fewer bad reviews to expect has no place in a funnel, and none judges its width. */
  private static final double FEWEST_EXPECTED = 5;

  /**
   * Judges the members of a class.
   *
   * @param day the closed day, which seeds the draws
   */
  static ClassRanking of(
      FittedClass fitted, Posteriors posteriors, StatisticsProfile profile, LocalDate day) {
    PeerClass peers = fitted.peers();
    Fits fits = fitted.fits();
    Ranked ranked = rank(fitted, profile, day);
    Funnel funnel = funnel(fitted.members());
    Benchmark benchmark =
        new Benchmark(
            fits.rates().prior().exceededBy(profile.worstShare()),
            fits.noDifference() || fits.rates().noDifference(),
            profile.certainty(),
            profile.fewestReviews().get(peers.dimension()));
    Map<RawRate, Worst> worst = new HashMap<>();
    Map<Integer, Interval> ratios = new HashMap<>();
    List<KeyRanking> keys = new ArrayList<>(fitted.members().size());
    for (Sibling one : fitted.members()) {
      keys.add(
          new KeyRanking(
              one.key,
              one.reviews,
              one.adopted,
              one.badAdopted,
              one.expected,
              posteriors.of(peers.dimension(), one.volume, one.adopted, one.badAdopted),
              fits.ratios() == null ? null : ratio(fits.ratios().prior(), one, ratios),
              worst.computeIfAbsent(one.rate(), rate -> Worst.of(rate, fits, benchmark)),
              ranked.places().get(one.key),
              funnel == null ? null : control(funnel, one.rate())));
    }
    return new ClassRanking(
        peers,
        fits.rates().prior(),
        posteriors.version(),
        fits.noDifference(),
        ranked.places().size(),
        ranked.reliability(),
        funnel,
        keys);
  }

  /** Places by key, and how reliable the order is; null where there is none. */
  private record Ranked(Map<String, Place> places, Double reliability) {}

  /**
   * Ranks the members with enough reviews by their ratios, unless their order is mostly chance.
   * Those of whom the same is known share the first of their places, whatever the draws say.
   */
  private static Ranked rank(FittedClass fitted, StatisticsProfile profile, LocalDate day) {
    PeerClass peers = fitted.peers();
    int fewest = profile.fewestReviews().get(peers.dimension());
    List<Sibling> enough = fitted.members().stream().filter(one -> one.adopted >= fewest).toList();
    if (fitted.fits().noDifference() || enough.isEmpty()) {
      return new Ranked(Map.of(), null);
    }
    GammaPrior prior = fitted.fits().ratios().prior();
    List<GammaPosterior> posteriors =
        enough.stream().map(one -> prior.posterior(one.ratio())).toList();
    double reliability = RankBands.reliability(posteriors);
    if (reliability < profile.leastReliability()) {
      return new Ranked(Map.of(), reliability);
    }
    String scope = peers.dimension().word() + '|' + peers.word();
    long seed = Seeds.seed("ranking", profile.name(), scope, day);
    List<RankBand> bands = RankBands.of(posteriors, seed, profile.rankDraws());
    Map<GammaPosterior, Double> expected =
        IntStream.range(0, bands.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    posteriors::get, Collectors.averagingDouble(i -> bands.get(i).expected())));
    double[] order = posteriors.stream().mapToDouble(expected::get).sorted().toArray();
    Map<String, Place> places = new HashMap<>();
    for (int i = 0; i < bands.size(); i++) {
      int rank = firstOf(expected.get(posteriors.get(i)), order) + 1;
      places.put(enough.get(i).key, new Place(rank, bands.get(i).first(), bands.get(i).last()));
    }
    return new Ranked(places, reliability);
  }

  /** Where a value stands first in an ascending order that holds it. */
  private static int firstOf(double value, double[] order) {
    int index = Arrays.binarySearch(order, value);
    while (index > 0 && order[index - 1] == value) {
      index--;
    }
    return index;
  }

  /**
   * The interval's shape depends on the bad reviews alone: it is kept for the next with as many.
   */
  private static Ratio ratio(GammaPrior prior, Sibling one, Map<Integer, Interval> ofBad) {
    GammaPosterior posterior = prior.posterior(one.ratio());
    Interval interval =
        ofBad.computeIfAbsent(
            one.badAdopted, ignored -> new GammaPosterior(posterior.shape(), 1).interval());
    return new Ratio(
        posterior.mean(), interval.lower() / posterior.rate(), interval.upper() / posterior.rate());
  }

  private static Funnel funnel(List<Sibling> members) {
    long adopted = members.stream().mapToLong(one -> one.adopted).sum();
    long bad = members.stream().mapToLong(one -> one.badAdopted).sum();
    if (bad == 0 || bad == adopted) {
      return null;
    }
    Funnel funnel = Funnel.of(members.stream().map(Sibling::rate).toList());
    return funnel.units() == 0 ? null : funnel;
  }

  private static Control control(Funnel funnel, RawRate rate) {
    return rate.reviews() * funnel.center() < FEWEST_EXPECTED
        ? null
        : new Control(
            funnel.distance(rate),
            funnel.limits(Funnel.Line.WARNING, rate.reviews()),
            funnel.limits(Funnel.Line.ACTION, rate.reviews()));
  }
}
