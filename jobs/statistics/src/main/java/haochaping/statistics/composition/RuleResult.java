package haochaping.statistics.composition;

import haochaping.statistics.Argument;

/**
 * What a rule says of a unit or a person: a flag for people to look at, never a verdict.
 *
 * @param state whether it was raised
 * @param missing the input that is not there; empty unless {@link State#NOT_EVALUATED}
 * @param p of as much if nothing were wrong, in [0, 1]; 1 where nothing was tested
 */
public record RuleResult(State state, String missing, double p) {
  /** Whether a rule was raised. */
  public enum State {
    RAISED,
    CLEAR,
    /** Too few reviews for the rule to be raised, whatever they are. */
    TOO_FEW,
    /** The source does not send what the rule needs. Not a pass. */
    NOT_EVALUATED
  }

  /**
   * @throws IllegalArgumentException if {@code p} is no probability
   */
  public RuleResult {
    Argument.probability("p", p);
  }

  /**
   * The rule could not be evaluated.
   *
   * @param input that is missing, by its name
   */
  public static RuleResult notEvaluated(String input) {
    return new RuleResult(State.NOT_EVALUATED, input, 1);
  }

  /** There is too little to evaluate the rule on. */
  public static RuleResult tooFew() {
    return new RuleResult(State.TOO_FEW, "", 1);
  }

  static RuleResult judged(boolean raised, double p) {
    return new RuleResult(raised ? State.RAISED : State.CLEAR, "", p);
  }
}
