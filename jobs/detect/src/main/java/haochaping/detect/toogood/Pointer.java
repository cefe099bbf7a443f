package haochaping.detect.toogood;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.baseline.Verification;
import haochaping.detect.concentration.Allowance;
import haochaping.detect.concentration.Settings;
import haochaping.detect.concentration.Target;
import haochaping.detect.panes.Panes;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import java.time.LocalDate;
import java.util.Locale;

/** Findings of a quarter in words and figures. */
final class Pointer {
  static final String KIND = "TOO_GOOD";
  static final String DETECTOR = "too-good";
  private static final String AUDIENCE = "supervisor";
  private static final ObjectMapper JSON = new ObjectMapper();

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
    return new Finding(
        Alert.id(
            DETECTOR, target.level().word(), target.code(), LocalDate.ofEpochDay(quarter.last())),
        0,
        state,
        AUDIENCE,
        KIND,
        target.level().word(),
        target.code(),
        target.department(),
        quarter.start(),
        quarter.end(),
        0,
        sum.expected(),
        0.0,
        p,
        q,
        // One look a quarter: there is no number of days in which it recurs.
        null,
        DETECTOR,
        Settings.VERSION,
        0,
        quarter.end(),
        0,
        text(target, quarter, sum, standard, verification, p, q, baseline));
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
    ObjectNode json = JSON.createObjectNode();
    json.put(
        "zh",
        quarter.word()
            + " 收到有效评价 "
            + sum.reviews()
            + " 条，没有一条差评；按同类对象的情况和所办事项、星期、渠道的构成，预计约 "
            + figure(sum.expected())
            + " 条"
            + Allowance.chinese(verification.stillCounted())
            + "，同类对象中一条也没有的概率约 "
            + figure(p)
            + "。这只是线索：可能确实做得好，也可能是群众不便或不敢评差。请了解评价是如何邀请和填写的。");
    json.put(
        "en",
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
            + " able or dare to say what was bad. Please look at how reviews are asked for.");
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
    json.put("baseline", LocalDate.ofEpochDay(baseline).toString());
    json.put("formula", Settings.VERSION);
    json.put("config", hash);
    json.putArray("missing");
    return write(json);
  }

  /** What is to be told of a finding that no longer holds. */
  Finding withdrawn(Finding told) {
    ObjectNode json = read(told);
    json.put("zh", "撤销：经补报或更正后，不再是“应有差评而一条也没有”。");
    json.put("en", "Withdrawn. With late and corrected reviews this is no longer so.");
    json.put("reason", "restated");
    return told.in(Finding.State.WITHDRAWN, write(json));
  }

  private static ObjectNode read(Finding finding) {
    try {
      return (ObjectNode) JSON.readTree(finding.evidence());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence of " + finding.id() + " is no JSON", e);
    }
  }

  private static String write(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, value >= 10 ? "%.0f" : value >= 1 ? "%.1f" : "%.2g", value);
  }
}
