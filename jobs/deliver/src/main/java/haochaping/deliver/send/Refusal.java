package haochaping.deliver.send;

/** A target did not take a delivery. The message says why, in one line without addresses. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  private final boolean isLasting;

  /**
   * @param isLasting another attempt would fail too
   */
  Refusal(String why, boolean isLasting, Throwable cause) {
    super(oneLine(why), cause);
    this.isLasting = isLasting;
  }

  private static String oneLine(String why) {
    String line = why.strip().replaceAll("\\s+", " ").replaceAll("[^\\s<>@]+@([^\\s<>@]+)", "…@$1");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  public boolean isLasting() {
    return isLasting;
  }
}
