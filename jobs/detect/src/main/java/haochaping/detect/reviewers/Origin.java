package haochaping.detect.reviewers;

/** Where a review comes from. The order is part of the state format: append only. */
public enum Origin {
  PHONE("电话", "phone"),
  DEVICE("设备", "device"),
  ADDRESS("网络地址", "address");

  private final String chinese;
  private final String english;

  Origin(String chinese, String english) {
    this.chinese = chinese;
    this.english = english;
  }

  String chinese() {
    return chinese;
  }

  String english() {
    return english;
  }
}
