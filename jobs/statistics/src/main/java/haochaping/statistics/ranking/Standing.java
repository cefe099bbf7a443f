package haochaping.statistics.ranking;

/** What may be said of a target next to its siblings. */
public enum Standing {
  /** Too few reviews to say anything (样本不足). */
  TOO_FEW_REVIEWS,
  /** The siblings cannot be told apart. */
  NO_DIFFERENCE,
  /** Very probably among the worst share of its siblings. */
  WORSE,
  /** Not shown to be worse. */
  NOT_WORSE
}
