package haochaping.detect.toogood;

import static haochaping.detect.evidence.Figures.date;
import static haochaping.detect.evidence.Figures.figure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.baseline.Verification;
import haochaping.detect.concentration.Target;
import haochaping.detect.evidence.Allowance;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Formula;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.evidence.Withdrawal.Reason;
import haochaping.detect.panes.Panes;
import haochaping.platform.Finding;

/** Findings of a quarter in words and figures. */
final class Pointer {
  static final String KIND = "TOO_GOOD";
  static final String DETECTOR = "too-good";

  private final String hash;

  Pointer(String hash) {
    this.hash = hash;
  }

  /** What is to be told of a target without a bad review, not yet numbered and dated. */
  Finding finding(
      Target target,
      Quarter quarter,
      Panes.Sum sum,
      QuarterStandard standard,
      Verification verification,
      Finding.State state,
      int baseline) {
    double p = standard.p(sum.expected());
    double q = standard.q(sum.expected());
    return Findings.of(KIND, DETECTOR, target.level().word(), target.code(), quarter.last())
        .state(state)
        .audience(Findings.SUPERVISOR)
        .department(target.department())
        .days(quarter.first(), quarter.last())
        .counts(0, sum.expected())
        // One look a quarter: there is no number of days in which it recurs.
        .chance(p, q, null)
        .with(text(target, quarter, sum, standard, verification, p, q, baseline));
  }

  private String text(
      Target target,
      Quarter quarter,
      Panes.Sum sum,
      QuarterStandard standard,
      Verification verification,
      double p,
      double q,
      int baseline) {
    String chinese =
        quarter.word()
            + " 收到有效评价 "
            + sum.reviews()
            + " 条，没有一条差评；按同类对象的情况和所办事项、星期、渠道的构成，预计约 "
            + figure(sum.expected())
            + " 条"
            + Allowance.chinese(verification.stillCounted())
            + "，同类对象中一条也没有的概率约 "
            + figure(p)
            + "。这只是线索：可能确实做得好，也可能是群众不便或不敢评差。请了解评价是如何邀请和填写的。";
    String english =
        "In "
            + quarter.word()
            + " it received "
            + sum.reviews()
            + " effective reviews and not one bad one; its peers and its mix of matters, weekdays and"
            + " channels let one expect about "
            + figure(sum.expected())
            + Allowance.english(verification.stillCounted())
            + ", and of such peers a share of "
            + figure(p)
            + " has none. This only points somewhere: the work may be good, or visitors may not be"
            + " able or dare to say what was bad. Please look at how reviews are asked for.";
    ObjectNode json = EvidenceJson.of(chinese, english);
    json.put("quarter", quarter.word());
    json.put("level", target.level().word());
    json.put("reviews", sum.reviews());
    json.put("bad", 0);
    json.put("expected", sum.expected());
    json.put("p", p);
    json.put("q", q);
    json.put("prior_strength", standard.strength());
    json.put("targets", standard.targets());
    json.put("still_counted", verification.stillCounted());
    json.put("baseline", date(baseline));
    json.put("formula", Formula.VERSION);
    json.put("config", hash);
    json.putArray("missing");
    return EvidenceJson.write(json);
  }

  /** What is to be told of a finding that no longer holds. */
  static Finding withdrawn(Finding told) {
    return Withdrawal.of(
        told,
        Reason.RESTATED,
        "经补报或更正后，不再是“应有差评而一条也没有”。",
        "With late and corrected reviews this is no longer so.");
  }
}
