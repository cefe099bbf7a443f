package haochaping.assess;

import java.util.Locale;

/** What is counted of each key in a quarter. All are sums, so the order of rows cannot matter. */
public enum Count {
  REVIEWS("评价数"),
  DEFAULTS("默认评价数"),
  /** Not read: the two above. */
  REVIEWS_AND_DEFAULTS("评价与默认评价数"),
  BAD("差评数（核实前）"),
  ADOPTED("采纳评价数"),
  BAD_ADOPTED("差评数（核实后）"),
  CALLBACKS("应回访数"),
  CALLED_BACK("已回访数"),
  RECTIFICATIONS("应整改数"),
  RECTIFIED("已整改数"),
  /** Rectifications whose last day was over when the quarter was sealed. */
  DUE("到期整改数"),
  /** Of those, rectified in time. */
  ON_TIME("按期整改数"),
  SECOND_REVIEWS("二次评价数"),
  SECOND_GOOD("二次好评数"),
  SERVICES("办件数"),
  REVIEWED("参评办件数"),
  REFUSED("拒不整改数"),
  BRUSHING("查实刷好评数");

  private final String word = name().toLowerCase(Locale.ROOT);
  private final String chinese;

  Count(String chinese) {
    this.chinese = chinese;
  }

  /** The word in tables and files. */
  public String word() {
    return word;
  }

  public String chinese() {
    return chinese;
  }
}
