package haochaping.assess.score;

import haochaping.assess.Count;
import haochaping.assess.Period;
import haochaping.assess.formula.Component;
import haochaping.assess.formula.Fault;
import haochaping.assess.formula.Formula;
import haochaping.assess.formula.Measure;
import haochaping.statistics.Interval;
import haochaping.statistics.Seeds;
import haochaping.statistics.ranking.Benchmark;
import haochaping.statistics.ranking.BetaPosterior;
import haochaping.statistics.ranking.BetaPrior;
import haochaping.statistics.ranking.RankBand;
import haochaping.statistics.ranking.RankBands;
import haochaping.statistics.ranking.ScorePosterior;
import haochaping.statistics.ranking.Standing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scores, groups, places and grounds of one class of peers. */
final class ClassScores {
  private static final double HUNDRED = 100;
  private static final int DECIMALS = 2;
  private static final MathContext DIGITS = new MathContext(10, RoundingMode.HALF_EVEN);

  private final Period period;
  private final Formula formula;
  private final PeerClass peers;
  private final BetaPrior prior;
  private final Benchmark benchmark;

  ClassScores(Period period, Formula formula, PeerClass peers) {
    this.period = period;
    this.formula = formula;
    this.peers = peers;
    prior = peers.fit().prior();
    benchmark =
        new Benchmark(
            prior.exceededBy(formula.accountability().worstShare()),
            peers.fit().noDifference(),
            formula.certainty(),
            formula.fewestReviews().get(peers.dimension()));
  }

  /** A key on its way to its place. */
  private record Draft(
      KeyInputs inputs,
      boolean enough,
      BetaPosterior rate,
      List<Part> parts,
      Map<Fault, Double> deductions,
      ScorePosterior posterior,
      BigDecimal score) {}

  List<Scored> scored() {
    List<Draft> drafts = peers.members().stream().map(this::draft).toList();
    List<Draft> withScore = drafts.stream().filter(one -> one.score != null).toList();
    Double reliability = withScore.isEmpty() ? null : reliability(withScore);
    double mean = withScore.stream().mapToDouble(one -> one.posterior.mean()).average().orElse(0);
    Map<String, Scored.Place> places =
        reliability == null || reliability < formula.leastReliability()
            ? Map.of()
            : places(withScore);
    List<Scored> scored = new ArrayList<>(drafts.size());
    for (Draft one : drafts) {
      Interval interval = one.rate.interval();
      Scored.Place place = places.get(one.inputs.key());
      scored.add(
          new Scored(
              peers.dimension(),
              peers.word(),
              one.inputs,
              one.enough,
              rounded(one.rate.mean()),
              rounded(interval.lower()),
              rounded(interval.upper()),
              one.parts,
              one.deductions,
              one.score,
              group(one, mean),
              place,
              places.size(),
              reliability == null ? null : rounded(reliability),
              grounds(one, place, places.size())));
    }
    return scored;
  }

  private Draft draft(KeyInputs inputs) {
    boolean enough = inputs.count(Count.ADOPTED) >= formula.fewestReviews().get(peers.dimension());
    BetaPosterior rate = prior.posterior(inputs.rate());
    double all = 0;
    double present = 0;
    double estimated = 0;
    double known = 0;
    Component rateLine = null;
    List<Part> parts = new ArrayList<>();
    for (Component component : formula.components()) {
      Measure measure = Formula.measure(component);
      Double value = value(measure, inputs, rate);
      parts.add(part(component, value));
      all += component.weight();
      if (value != null) {
        present += component.weight();
        if (measure.isShare()) {
          known += component.weight() * component.share(value);
        } else {
          estimated = component.weight();
          rateLine = onRates(component, measure);
        }
      }
    }
    for (Component component : formula.outside()) {
      Double value = inputs.outside().get(component.measure());
      parts.add(part(component, value));
      all += component.weight();
      if (value != null) {
        present += component.weight();
        known += component.weight() * component.share(value);
      }
    }
    Map<Fault, Double> deductions = deductions(inputs);
    if (!enough || present == 0 || present < formula.leastWeight() * all) {
      return new Draft(inputs, enough, rate, parts, deductions, null, null);
    }
    double off = deductions.values().stream().mapToDouble(Double::doubleValue).sum();
    ScorePosterior posterior =
        new ScorePosterior(
            rate,
            rateLine == null ? 0 : rateLine.full(),
            rateLine == null ? 1 : rateLine.none(),
            HUNDRED * estimated / present,
            HUNDRED * known / present - off);
    double score = Math.min(HUNDRED, Math.max(0, posterior.at(rate.mean())));
    return new Draft(
        inputs,
        enough,
        rate,
        parts,
        deductions,
        posterior,
        new BigDecimal(score).setScale(DECIMALS, RoundingMode.HALF_UP));
  }

  /** The figure, or null where there is nothing to count. */
  private Double value(Measure measure, KeyInputs inputs, BetaPosterior rate) {
    if (measure.isShare()) {
      long all = inputs.count(measure.denominator());
      return all <= 0 ? null : (double) inputs.count(measure.numerator()) / all;
    }
    if (inputs.count(Count.ADOPTED) <= 0) {
      return null;
    }
    return measure == Measure.BAD_RATIO ? rate.mean() / prior.mean() : rate.mean();
  }

  /** The line of a part that is estimated, on the scale of rates. */
  private Component onRates(Component component, Measure measure) {
    double unit = measure == Measure.BAD_RATIO ? prior.mean() : 1;
    return new Component(
        component.measure(), component.weight(), unit * component.full(), unit * component.none());
  }

  private static Part part(Component component, Double value) {
    return new Part(
        component.measure(),
        component.weight(),
        value == null ? null : rounded(value),
        value == null ? null : rounded(HUNDRED * component.share(value)));
  }

  private Map<Fault, Double> deductions(KeyInputs inputs) {
    Map<Fault, Double> deductions = new EnumMap<>(Fault.class);
    formula
        .deductions()
        .forEach(
            (fault, deduction) -> {
              double points = deduction.points(inputs.count(fault.count()));
              if (points > 0) {
                deductions.put(fault, points);
              }
            });
    return deductions;
  }

  /** Of the scores; 0 where they are all the same. */
  private static double reliability(List<Draft> drafts) {
    double reliability = RankBands.reliability(drafts.stream().map(one -> one.posterior).toList());
    return Double.isNaN(reliability) ? 0 : reliability;
  }

  private Map<String, Scored.Place> places(List<Draft> drafts) {
    long seed =
        Seeds.seed(
            "assessment",
            formula.version(),
            peers.dimension().word() + '|' + peers.word(),
            period.lastDay());
    List<RankBand> bands =
        RankBands.of(drafts.stream().map(one -> one.posterior).toList(), seed, formula.rankDraws());
    Map<BigDecimal, Integer> ranks = new HashMap<>();
    List<BigDecimal> best =
        drafts.stream().map(Draft::score).sorted(Comparator.reverseOrder()).toList();
    for (int i = 0; i < best.size(); i++) {
      ranks.putIfAbsent(best.get(i), i + 1);
    }
    Map<String, Scored.Place> places = new HashMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      int rank = ranks.get(drafts.get(i).score);
      RankBand band = bands.get(i);
      places.put(
          drafts.get(i).inputs.key(),
          new Scored.Place(rank, Math.min(rank, band.first()), Math.max(rank, band.last())));
    }
    return places;
  }

  private Group group(Draft one, double mean) {
    if (!one.enough) {
      return Group.TOO_FEW_REVIEWS;
    }
    if (one.score == null) {
      return Group.NO_SCORE;
    }
    double better = one.posterior.exceeds(mean);
    if (better >= formula.certainty() && one.posterior.mean() > mean) {
      return Group.BETTER;
    }
    return better <= 1 - formula.certainty() && one.posterior.mean() < mean
        ? Group.WORSE
        : Group.ALIKE;
  }

  private List<Ground> grounds(Draft one, Scored.Place place, int ranked) {
    List<Ground> grounds = new ArrayList<>();
    formula
        .accountability()
        .fewest()
        .forEach(
            (fault, fewest) -> {
              long count = one.inputs.count(fault.count());
              if (count >= fewest) {
                grounds.add(new Ground(fault.word().replace('_', ' '), count, fewest));
              }
            });
    if (benchmark.standing(one.rate, one.inputs.count(Count.ADOPTED)) == Standing.WORSE) {
      grounds.add(
          new Ground(Ground.HIGH_RATE, rounded(one.rate.mean()), rounded(benchmark.limit())));
    }
    int last = ranked - formula.accountability().bottomPlaces();
    if (place != null && ranked >= formula.accountability().fewestRanked() && place.rank() > last) {
      grounds.add(new Ground(Ground.BOTTOM_RANK, place.rank(), last + 1));
    }
    return grounds;
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
