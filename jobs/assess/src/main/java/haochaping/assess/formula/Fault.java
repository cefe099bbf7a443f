package haochaping.assess.formula;

import haochaping.assess.Count;
import java.util.Locale;

/** What points are taken off for, and what may lead to an interview by its count. */
public enum Fault {
  /** Good reviews were brushed up, and people confirmed it (刷好评). */
  CONFIRMED_BRUSHING("查实刷好评", Count.BRUSHING),
  /** A rectification was refused (拒不整改). */
  REFUSED_RECTIFICATION("拒不整改", Count.REFUSED);

  private final String word = name().toLowerCase(Locale.ROOT);
  private final String chinese;
  private final Count count;

  Fault(String chinese, Count count) {
    this.chinese = chinese;
    this.count = count;
  }

  /** The word in formulas. */
  public String word() {
    return word;
  }

  public String chinese() {
    return chinese;
  }

  public Count count() {
    return count;
  }
}
