package haochaping.assess.score;

import java.util.Locale;

/** What may be said of a key next to its class, where places would say too much. */
public enum Group {
  TOO_FEW_REVIEWS("样本不足"),
  /** Too many parts of the score have nothing to count. */
  NO_SCORE("缺项过多"),
  BETTER("优于同类"),
  ALIKE("与同类无明显差异"),
  WORSE("劣于同类");

  private final String word = name().toLowerCase(Locale.ROOT);
  private final String chinese;

  Group(String chinese) {
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
