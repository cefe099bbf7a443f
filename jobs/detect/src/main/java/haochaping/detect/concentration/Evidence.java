package haochaping.detect.concentration;

import static haochaping.detect.evidence.Figures.date;
import static haochaping.detect.evidence.Figures.days;
import static haochaping.detect.evidence.Figures.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.baseline.Verification;
import haochaping.detect.baseline.Verifications;
import haochaping.detect.evidence.Allowance;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.evidence.Withdrawal.Reason;
import haochaping.detect.panes.BadReview;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.Panes;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.concentration.WindowTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Findings in words and figures, from where a target stands. */
final class Evidence {
  static final String KIND = "CONCENTRATION";

  /** Input that is missing where a target has too little past for what it is told of. */
  private static final String OWN_HISTORY = "own-history";

  private final Settings settings;
  private final String hash;

  Evidence(Settings settings) {
    this.settings = settings;
    this.hash = settings.hash();
  }

  /**
   * The days that a finding speaks of.
   *
   * @param first included, since the epoch
   * @param last included: that of the last bad review while the alert was open
   */
  record Span(int first, int last) {
    /**
     * The span of an alert.
     *
     * @param today the last day that reviews have come for
     */
    static Span of(Standing standing, Target target, int today) {
      Strongest strongest = standing.strongest();
      int end = standing.isOpen() ? today : (int) standing.alert().stateDay().toEpochDay();
      int opened = (int) standing.alert().openDay().toEpochDay();
      int last = Math.max(opened, target.panes.lastBad(end));
      return new Span(Math.max(strongest.first(), last - Settings.LONGEST + 1), last);
    }
  }

  /**
   * What is to be told of a target's alert, not yet numbered and dated. Expected is what is to
   * count still on the last day of the span.
   */
  Finding finding(Target target, Standing standing, Span span, Verifications verifications) {
    Alert alert = standing.alert();
    Strongest strongest = standing.strongest();
    Panes.Sum sum =
        target.panes.sum(
            span.first(), span.last(), span.last(), verifications.inForce(span.last()).factors());
    double expected = strongest.risk().factor() * sum.expected();
    WindowPeak window = strongest.window();
    return Findings.of(KIND, alert)
        .audience(Findings.DEPARTMENT)
        .department(department(target, span))
        .days(span.first(), span.last())
        .counts(sum.bad(), expected)
        .chance(
            window == null ? null : window.p(),
            window == null ? null : window.q(),
            window == null ? null : window.recurrenceDays())
        .raisedAt(strongest.raisedAt())
        .with(text(target, standing, span, verifications, sum, expected));
  }

  /** All bad reviews that a finding rests on, as far as they are kept. */
  static List<FindingReview> reviews(Target target, Standing standing, Span span) {
    List<FindingReview> reviews = new ArrayList<>();
    for (BadReview review : target.bad.between(span.first(), span.last())) {
      boolean isTrigger = review.id().equals(standing.strongest().trigger());
      reviews.add(
          new FindingReview(
              review.id(), isTrigger ? FindingReview.TRIGGER : FindingReview.EVIDENCE));
    }
    return reviews;
  }

  /** A matter's department is known where all its bad reviews are about one. */
  private static String department(Target target, Span span) {
    if (target.level != Level.MATTER) {
      return target.department();
    }
    Set<String> departments = new TreeSet<>();
    for (BadReview review : target.bad.between(span.first(), span.last())) {
      departments.add(review.department());
    }
    return departments.size() == 1 ? departments.iterator().next() : null;
  }

  private String text(
      Target target,
      Standing standing,
      Span span,
      Verifications verifications,
      Panes.Sum sum,
      double expected) {
    double stillCounted = verifications.inForce(span.last()).stillCounted();
    Strongest strongest = standing.strongest();
    // Of more bad reviews than its own past and its siblings' likeness are worth, what one does
    // not know of its risk is more than chance: it may always have been so.
    boolean isKnown = strongest.risk().rate() >= sum.expected();
    ObjectNode json =
        EvidenceJson.of(
            chinese(target.level, standing, span, sum, expected, stillCounted, isKnown),
            english(target.level, standing, span, sum, expected, stillCounted, isKnown));
    json.put("grade", grade(strongest, isKnown).name().toLowerCase(Locale.ROOT));
    json.put("reviews", sum.reviews());
    json.put("bad", sum.bad());
    json.put("expected", expected);
    if (strongest.chart() != null) {
      ChartPeak chart = strongest.chart();
      ObjectNode node = json.putObject("cusum");
      node.put("S", chart.sum());
      node.put("h", chart.threshold());
      node.put("arl0", chart.runLength());
      node.put("odds_ratio", target.level.oddsRatio());
      node.put("crosses", chart.crosses());
      node.put("day", date(chart.day()));
      node.put("change_day", date(chart.changeDay()));
      node.put("bad_since", chart.bad());
      node.put("expected_since", chart.expected());
      if (chart.expected() > 0) {
        node.put("rr_since", chart.bad() / chart.expected());
      }
    }
    if (strongest.window() != null) {
      WindowPeak peak = strongest.window();
      windows(json.putArray("windows"), target, peak, verifications.inForce(peak.day()));
    }
    json.put("baseline", date(strongest.baseline()));
    json.put("still_counted", stillCounted);
    Stream<String> reviews =
        target.bad.between(span.first(), span.last()).stream().map(BadReview::id);
    return EvidenceJson.end(json, hash, reviews, isKnown ? List.of() : List.of(OWN_HISTORY));
  }

  /** All windows that end on the day of the most surprising one. */
  private static void windows(
      ArrayNode array, Target target, WindowPeak peak, Verification verification) {
    for (int days : WindowTest.DAYS) {
      Panes.Sum sum =
          target.panes.sum(peak.day() - days + 1, peak.day(), peak.day(), verification.factors());
      WindowTest test = WindowTest.of(peak.risk(), sum.expected(), sum.bad());
      ObjectNode node = array.addObject();
      node.put("days", days);
      node.put("until", date(peak.day()));
      node.put("n", sum.reviews());
      node.put("b", sum.bad());
      node.put("E", peak.risk().factor() * sum.expected());
      node.put("p", test.p());
      node.put("mid_p", test.midP());
      if (days == peak.days()) {
        node.put("q", peak.q());
        node.put("ri_days", peak.recurrenceDays());
        node.put("crosses", peak.crosses());
      }
    }
  }

  /** A chart's alarms are as rare as a leader's alerts where the target's own risk is known. */
  private static Grade grade(Strongest strongest, boolean isKnown) {
    if (isKnown && strongest.chart() != null && strongest.chart().crosses()) {
      return Grade.LEADERS;
    }
    return strongest.window() == null
        ? Grade.NONE
        : Grade.of(strongest.window().q(), strongest.window().recurrenceDays());
  }

  private String chinese(
      Level level,
      Standing standing,
      Span span,
      Panes.Sum sum,
      double expected,
      double stillCounted,
      boolean isKnown) {
    StringBuilder text = new StringBuilder();
    text.append(date(span.first())).append(" 至 ").append(date(span.last())).append("，");
    text.append(level.chinese()).append("收到差评 ").append(sum.bad()).append(" 条；");
    text.append(isKnown ? "按其以往情况以及" : "其自身以往数据尚少，按同级水平以及");
    text.append("所办事项、星期和渠道的构成，预计约 ").append(figure(expected)).append(" 条");
    if (expected > 0) {
      text.append("（").append(figure(sum.bad() / expected)).append(" 倍）");
    }
    text.append(Allowance.chinese(stillCounted)).append("。");
    ChartPeak chart = standing.strongest().chart();
    if (chart != null && chart.crosses()) {
      text.append("差评率自 ").append(date(chart.changeDay())).append(" 起很可能上升：累积和 ");
      text.append(figure(chart.sum())).append(" 超过阈值 ").append(figure(chart.threshold()));
      text.append("；若一切如常，同级全部对象合计每年误报约 ");
      text.append(figure(settings.falseAlarms())).append(" 次");
      text.append(isKnown ? "。" : "（如其历来多于同级，则并非近期上升）。");
    }
    WindowPeak window = standing.strongest().window();
    if (window != null && window.crosses()) {
      text.append("截至 ").append(date(window.day())).append(" 的 ").append(window.days());
      text.append(" 天内有差评 ").append(window.bad()).append(" 条，纯属偶然时同级对象中至少 ");
      text.append(days(window.recurrenceDays())).append(" 天才会出现一次。");
    }
    text.append("请对所列评价逐条回访核实，查明原因并整改；核实为误评或恶意差评的，认定不予采纳后本提示自动更新。");
    return text.toString();
  }

  private String english(
      Level level,
      Standing standing,
      Span span,
      Panes.Sum sum,
      double expected,
      double stillCounted,
      boolean isKnown) {
    StringBuilder text = new StringBuilder();
    text.append("From ").append(date(span.first())).append(" to ").append(date(span.last()));
    text.append(' ').append(level.english()).append(" received ").append(sum.bad());
    text.append(sum.bad() == 1 ? " bad review; " : " bad reviews; ");
    text.append(
        isKnown
            ? "its own past and its mix"
            : "it has little past of its own yet, and its siblings and its mix");
    text.append(" of matters, weekdays and channels let one expect about ");
    text.append(figure(expected));
    if (expected > 0) {
      text.append(" (").append(figure(sum.bad() / expected)).append(" times as many)");
    }
    text.append(Allowance.english(stillCounted)).append(". ");
    ChartPeak chart = standing.strongest().chart();
    if (chart != null && chart.crosses()) {
      text.append("The rate has probably risen since ").append(date(chart.changeDay()));
      text.append(": its cumulative sum of ").append(figure(chart.sum()));
      text.append(" is above the threshold of ").append(figure(chart.threshold()));
      text.append(", which by chance happens somewhere at this level about ");
      text.append(settings.falseAlarms() == 1 ? "once" : figure(settings.falseAlarms()) + " times");
      text.append(" a year. ");
      if (!isKnown) {
        text.append("If it always had more than its siblings, nothing has risen. ");
      }
    }
    WindowPeak window = standing.strongest().window();
    if (window != null && window.crosses()) {
      text.append(window.bad()).append(" of them within ").append(window.days());
      text.append(window.days() == 1 ? " day" : " days").append(" up to ");
      text.append(date(window.day())).append(": by chance that happens somewhere at this level");
      text.append(" once in at least ").append(days(window.recurrenceDays())).append(" days. ");
    }
    text.append("Please call the reviewers back, find the cause and rectify it; where a review is");
    text.append(" verified as mistaken or malicious and not adopted, this finding is revised.");
    return text.toString();
  }

  /**
   * What is to be told of a finding that no longer holds.
   *
   * @param told as it was told last
   * @param left of its bad reviews, how many still count
   * @param isOfToday whether it was told in the middle of the day that has now closed
   */
  static Finding withdrawn(Finding told, long left, boolean isOfToday) {
    if (left < told.observed()) {
      return Withdrawal.of(
          told,
          Reason.RETRACTED,
          "所依据的差评 " + told.observed() + " 条中仅有 " + left + " 条仍然有效，不再构成差评集中。",
          "Of its "
              + told.observed()
              + " bad reviews only "
              + left
              + " still count: they are no concentration any more.");
    }
    return isOfToday
        ? Withdrawal.of(
            told, Reason.NOT_AT_CLOSE, "日终核算后未达阈值。", "At the close of the day nothing crosses.")
        : Withdrawal.of(
            told,
            Reason.RESTATED,
            "经补报或更正后未达阈值。",
            "With late and corrected reviews nothing crosses.");
  }
}
