package haochaping.assess;

/** What was asked for is not done, and nothing is changed: one line of what, where, how to mend. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Refusal(String message) {
    super(message);
  }
}
