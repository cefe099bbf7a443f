package haochaping.detect.reviewers;

import haochaping.statistics.composition.Side;

/** What is found of people. The order is part of the state format: append only. */
enum Suspicion {
  LOCKSTEP_GOOD("LOCKSTEP", "lockstep", Side.GOOD, "同步评价嫌疑（好评）", "reviewers in step, good reviews"),
  LOCKSTEP_BAD("LOCKSTEP", "lockstep", Side.BAD, "同步评价嫌疑（差评）", "reviewers in step, bad reviews"),
  RULE_R8("RULE_R8", "rule_r8", null, "一个来源多人评价", "many applicants behind one origin"),
  RULE_R13(
      "RULE_R13", "rule_r13", Side.BAD, "一人多处差评", "one person, bad reviews of several departments");

  private final String kind;
  private final String detector;
  private final Side side;
  private final String chinese;
  private final String english;

  Suspicion(String kind, String detector, Side side, String chinese, String english) {
    this.kind = kind;
    this.detector = detector;
    this.side = side;
    this.chinese = chinese;
    this.english = english;
  }

  String kind() {
    return kind;
  }

  /** The detector's name in ids and findings. */
  String detector() {
    return detector;
  }

  /** The side whose reviews it speaks of, null of all. */
  Side side() {
    return side;
  }

  String chinese() {
    return chinese;
  }

  String english() {
    return english;
  }
}
