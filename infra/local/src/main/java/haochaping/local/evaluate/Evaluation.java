package haochaping.local.evaluate;

import haochaping.local.evaluate.Told.Review;
import haochaping.local.evaluate.Truth.Anomaly;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the detectors told, against what was put into the city and what people decided.
 *
 * <p>An anomaly <i>explains</i> a finding where both speak of a common day (a finding may come up
 * to {@link #AFTER} days late) and half of the reviews that the finding rests on are the anomaly's:
 * added by it, or about its member of staff, matter, department or districts. A finding without
 * reviews is explained by its key. What nothing explains, or only something that is no wrong, is a
 * false alarm. An anomaly is <i>found</i> where it explains a finding of the kind that is due.
 */
final class Evaluation {
  /** Days after the end of an anomaly within which a finding may still be of it. */
  static final int AFTER = 7;

  /**
   * How an anomaly was met.
   *
   * @param found findings of the kind that was due
   * @param other findings of other kinds that it explains
   * @param delayDays from its beginning to the first finding that was due, or null
   */
  record Met(Anomaly anomaly, int found, int other, Double delayDays) {
    /** Whether all is as it should be: found, or nothing told where nothing is wrong. */
    boolean isRight() {
      return anomaly.finding() == null ? other == 0 : found > 0;
    }
  }

  /** How a detector did at a level; the columns of {@code analysis.alarms}. */
  static final class Line {
    final String kind;
    final String detector;
    final String dimension;
    int findings;
    int withdrawn;
    int explained;
    int falseAlarms;
    int confirmed;
    int rejected;
    private final List<Double> delays = new ArrayList<>();

    private Line(Told told) {
      kind = told.kind();
      detector = told.detector();
      dimension = told.dimension();
    }

    Double delayDays() {
      return median(delays);
    }

    /** Bursts and the rules that are tested with them; facts of people and origins promise none. */
    private boolean isOfBursts() {
      return detector.equals("brushing")
          || detector.equals("malicious")
          || (detector.startsWith("rule_")
              && !detector.equals("rule_r8")
              && !detector.equals("rule_r13"));
    }

    /** False alarms a year that the level may have by the detector's setting, or null. */
    Double promised() {
      return switch (detector) {
        case "cusum" -> CHARTS_A_YEAR;
        case "window", "scan", "verdicts" -> DAYS_A_YEAR / RECURRENCE_DAYS;
        case "too-good" -> QUARTERS * FALSE_DISCOVERIES;
        case "silence" -> DAYS_A_YEAR / SILENCE_DAYS;
        default -> isOfBursts() ? DAYS_A_YEAR / RECURRENCE_DAYS : null;
      };
    }
  }

  /** Of the charts, a year and level: the default of {@code hcp.detect.false-alarms}. */
  private static final double CHARTS_A_YEAR = 1;

  /** What recurs by chance once in so many days is an alert. */
  private static final double RECURRENCE_DAYS = 100;

  private static final double QUARTERS = 4;

  /** The share of quiet quarters in which a list has anything on it. */
  private static final double FALSE_DISCOVERIES = .05;

  /** A silence that recurs by chance once in so many days is one. */
  private static final double SILENCE_DAYS = 365;

  private static final double DAYS_A_YEAR = 365;

  private final Truth truth;
  private final List<Met> met = new ArrayList<>();
  private final Map<String, Line> lines = new TreeMap<>();

  /**
   * @param truth what was put into the city, or null where nothing is known of it
   */
  Evaluation(Truth truth, List<Told> findings) {
    this.truth = truth;
    Map<String, Optional<Anomaly>> reasons = new HashMap<>();
    for (Told told : findings) {
      Optional<Anomaly> reason = reason(told);
      reasons.put(told.id(), reason);
      count(told, reason.orElse(null));
    }
    if (truth != null) {
      truth.anomalies().forEach(anomaly -> met.add(met(anomaly, findings, reasons)));
    }
  }

  List<Met> met() {
    return met;
  }

  /** By kind, detector and dimension. */
  List<Line> lines() {
    return List.copyOf(lines.values());
  }

  /** Share of what should be found that was, or null where nothing should. */
  Double recall() {
    List<Met> due = met.stream().filter(one -> one.anomaly().finding() != null).toList();
    return due.isEmpty() ? null : (double) due.stream().filter(Met::isRight).count() / due.size();
  }

  /** Share of the findings that something explains, or null where there is none. */
  Double precision() {
    int all = 0;
    int explained = 0;
    for (Line line : lines.values()) {
      all += line.findings;
      explained += line.explained;
    }
    return all == 0 ? null : (double) explained / all;
  }

  private void count(Told told, Anomaly reason) {
    String key = told.kind() + '|' + told.detector() + '|' + told.dimension();
    Line line = lines.computeIfAbsent(key, ignored -> new Line(told));
    if ("confirmed".equals(told.verdict())) {
      line.confirmed++;
    }
    if ("rejected".equals(told.verdict())) {
      line.rejected++;
    }
    if (told.isWithdrawn()) {
      line.withdrawn++;
      return;
    }
    line.findings++;
    if (truth == null) {
      line.falseAlarms += "rejected".equals(told.verdict()) ? 1 : 0;
    } else if (reason == null || reason.finding() == null) {
      line.falseAlarms++;
    } else {
      line.explained++;
      line.delays.add(delay(reason, told));
    }
  }

  /** What explains a finding; of several the one whose due kind it is, then the latest. */
  private Optional<Anomaly> reason(Told told) {
    if (truth == null) {
      return Optional.empty();
    }
    return truth.anomalies().stream()
        .filter(anomaly -> explains(anomaly, told))
        .max(
            Comparator.comparing((Anomaly anomaly) -> told.kind().equals(anomaly.finding()))
                .thenComparing(anomaly -> anomaly.finding() != null)
                .thenComparing(Anomaly::from));
  }

  private boolean explains(Anomaly anomaly, Told told) {
    LocalDate last = anomaly.to().plusDays(AFTER);
    if (!told.from().isBefore(last) || !told.to().isAfter(anomaly.from())) {
      return false;
    }
    if (told.reviews().isEmpty()) {
      return told.key().equals(anomaly.key());
    }
    long its = told.reviews().stream().filter(review -> isOf(anomaly, review)).count();
    return 2 * its >= told.reviews().size();
  }

  private boolean isOf(Anomaly anomaly, Review review) {
    if (anomaly.name().equals(truth.planted().get(review.id()))) {
      return true;
    }
    if (anomaly.dimension() == null && anomaly.districts().isEmpty()) {
      return false;
    }
    if (!anomaly.districts().isEmpty()) {
      return anomaly.districts().contains(review.district())
          && (anomaly.matter() == null || anomaly.matter().equals(review.matter()));
    }
    return switch (anomaly.dimension()) {
      case "staff" -> review.staff().contains(anomaly.key());
      case "matter" -> anomaly.key().equals(review.matter());
      case "department" ->
          anomaly.key().equals(review.department())
              && (anomaly.matter() == null || anomaly.matter().equals(review.matter()));
      case "district" -> anomaly.key().equals(review.district());
      default -> false;
    };
  }

  private static Met met(
      Anomaly anomaly, List<Told> findings, Map<String, Optional<Anomaly>> reasons) {
    int found = 0;
    int other = 0;
    Double delay = null;
    for (Told told : findings) {
      if (told.isWithdrawn() && told.verdict() == null
          || !anomaly.equals(reasons.get(told.id()).orElse(null))) {
        continue;
      }
      if (told.kind().equals(anomaly.finding())) {
        found++;
        double days = delay(anomaly, told);
        delay = delay == null ? days : Math.min(delay, days);
      } else {
        other++;
      }
    }
    return new Met(anomaly, found, other, delay);
  }

  private static double delay(Anomaly anomaly, Told told) {
    long minutes = ChronoUnit.MINUTES.between(anomaly.from().atStartOfDay(), told.at());
    return Math.max(0, minutes) / (24 * 60.0);
  }

  private static Double median(List<Double> values) {
    if (values.isEmpty()) {
      return null;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
