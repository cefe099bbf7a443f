package haochaping.detect.composition;

import haochaping.statistics.composition.Side;
import java.util.List;
import java.util.Locale;

/**
 * What is found of a unit: a burst, or one of the rules for units. Rules without their input are
 * here too, so that each finding says what was not evaluated. The order is part of the state
 * format: append only.
 */
public enum Kind {
  BRUSHING("刷好评嫌疑", "suspected brushing", null),
  MALICIOUS("恶意差评嫌疑", "suspected malicious reviews", null),
  RULE_R1("标签组合雷同", "one combination of tags", null),
  RULE_R2("评价时差恒定", "constant lag", null),
  RULE_R3("身份占位", "placeholder identities", null),
  RULE_R4("默认好评冒充主动评价", "defaults passed off as active", null),
  RULE_R5("事后补评", "entered long after", null),
  RULE_R6("现场评价偏少", "low on-site share", "services"),
  RULE_R7("工作人员自评", "staff review themselves", "staff-tokens"),
  RULE_R9("评价过快", "too fast", null),
  RULE_R10("办结前评价", "before the service", null),
  RULE_R11("期末突击", "burst at a period's end", null),
  RULE_R12("文字雷同", "near-duplicate texts", null),
  RULE_R14("等级与标签矛盾", "level against tags", null),
  RULE_R15("回访不符", "callback contradicts", "callback-text"),
  RULE_R16("上报数不符", "upstream mismatch", "upstream-counts");

  /** Kinds whose input nobody sends. */
  static final List<Kind> NOT_EVALUATED =
      List.of(values()).stream().filter(kind -> kind.missing != null).toList();

  private final String chinese;
  private final String english;
  private final String missing;

  Kind(String chinese, String english, String missing) {
    this.chinese = chinese;
    this.english = english;
    this.missing = missing;
  }

  String chinese() {
    return chinese;
  }

  String english() {
    return english;
  }

  /** The input that the rule would need and nobody sends, or null. */
  String missing() {
    return missing;
  }

  boolean isRule() {
    return this != BRUSHING && this != MALICIOUS;
  }

  /** {@code R1} of a rule. */
  String rule() {
    return name().substring(name().indexOf('_') + 1);
  }

  /** The detector's name in ids and findings. */
  String detector() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The side whose reviews it speaks of. */
  Side side() {
    return this == MALICIOUS ? Side.BAD : Side.GOOD;
  }
}
