package haochaping.simulate;

/** The records that the story of one service can bring, at most one of each. */
enum Step {
  CASE(Topic.CASES),
  CASE_REPEAT(Topic.CASES),
  CASE_ACCEPTED(Topic.CASES),
  CASE_DONE(Topic.CASES),
  STAGE_TWO(Topic.CASES),
  REVIEW(Topic.REVIEWS),
  REVIEW_REPEAT(Topic.REVIEWS),
  REVIEW_EDITED(Topic.REVIEWS),
  REVIEW_WITHDRAWN(Topic.REVIEWS),
  REVIEW_RETURNED(Topic.REVIEWS),
  REVIEW_OF_STAGE_TWO(Topic.REVIEWS),
  SECOND_ROUND(Topic.REVIEWS),
  CALLED_BACK(Topic.RECTIFICATIONS),
  VERIFIED(Topic.RECTIFICATIONS),
  UNDER_WAY(Topic.RECTIFICATIONS),
  CLOSED(Topic.RECTIFICATIONS),
  LEDGER_REPEAT(Topic.RECTIFICATIONS),
  LEDGER_REVERSED(Topic.RECTIFICATIONS),
  VERDICT(Topic.VERDICTS),
  VERDICT_REPEAT(Topic.VERDICTS),
  VERDICT_REVERSED(Topic.VERDICTS),
  /** The odd record of an irregular service; its stream is the irregularity's. */
  IRREGULAR(Topic.CASES);

  private static final Step[] ALL = values();

  final Topic stream;

  Step(Topic stream) {
    this.stream = stream;
  }

  /** The step of an {@link #index}. */
  static Step at(int index) {
    return ALL[index];
  }

  /** Its place in arrays and in the numbers that wait for their day; never stored. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }

  static int count() {
    return ALL.length;
  }
}
