package haochaping.simulate;

/** The four streams of the feed. */
public enum Topic {
  CASES("cases"),
  REVIEWS("reviews"),
  RECTIFICATIONS("rectifications"),
  VERDICTS("verdicts");

  private final String word;

  Topic(String word) {
    this.word = word;
  }

  /** The stream's name in file names and commands: {@code cases}, {@code reviews}, … */
  public String word() {
    return word;
  }

  /** The stream's file in a folder of a simulated city, for example {@code cases.jsonl}. */
  public String fileName() {
    return word + ".jsonl";
  }
}
