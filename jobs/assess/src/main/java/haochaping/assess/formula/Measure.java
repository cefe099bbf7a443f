package haochaping.assess.formula;

import haochaping.assess.Count;
import java.util.Locale;

/** The figures that a score can be made of. */
public enum Measure {
  /** The rate of bad reviews after verification, shrunk, over the mean of the peer class. */
  BAD_RATIO("差评率与同类之比", null, null),
  /** The rate of bad reviews after verification, shrunk. */
  BAD_RATE("核实后差评率", null, null),
  /** Services that were reviewed, defaults included. */
  PARTICIPATION("参评率", Count.REVIEWED, Count.SERVICES),
  /** Reviews that somebody gave, among those and the defaults. */
  ACTIVE_SHARE("主动评价率", Count.REVIEWS, Count.REVIEWS_AND_DEFAULTS),
  /** Real-name bad reviews called back. */
  CALLBACK("实名差评回访率", Count.CALLED_BACK, Count.CALLBACKS),
  /** Bad reviews rectified, among those that count after verification. */
  RECTIFICATION("差评整改率", Count.RECTIFIED, Count.BAD_ADOPTED),
  /** Bad reviews rectified in time, among those whose term is over. */
  ON_TIME("按期整改率", Count.ON_TIME, Count.DUE),
  /** Good reviews after rectification. */
  SECOND_GOOD("二次好评率", Count.SECOND_GOOD, Count.SECOND_REVIEWS);

  private final String word = name().toLowerCase(Locale.ROOT);
  private final String chinese;
  private final Count numerator;
  private final Count denominator;

  Measure(String chinese, Count numerator, Count denominator) {
    this.chinese = chinese;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** The word in formulas. */
  public String word() {
    return word;
  }

  public String chinese() {
    return chinese;
  }

  /** Whether it is a share of counts; otherwise it is estimated from the rate of bad reviews. */
  public boolean isShare() {
    return denominator != null;
  }

  /** What is counted, or null. */
  public Count numerator() {
    return numerator;
  }

  /** Out of what, or null. */
  public Count denominator() {
    return denominator;
  }
}
