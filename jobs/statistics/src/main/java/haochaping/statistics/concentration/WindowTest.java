package haochaping.statistics.concentration;

import haochaping.statistics.Argument;
import haochaping.statistics.NegativeBinomial;
import java.util.List;

/**
 * Is what a target got in a window of days surprising, given its own past?
 *
 * @param predicted the distribution of its bad reviews if nothing has changed
 * @param bad what it got, at least 0
 */
public record WindowTest(NegativeBinomial predicted, long bad) implements CountTest {
  /** Lengths of the windows in days. */
  public static final List<Integer> DAYS = List.of(1, 7, 30);

  /**
   * @throws IllegalArgumentException naming the argument and its value
   */
  public WindowTest {
    Argument.atLeast("bad", bad, 0);
  }

  /**
   * The test of one window.
   *
   * @param risk the target's own
   * @param expected the sum of cell rates over the window, at least 0
   * @param bad bad reviews in the window, at least 0
   * @throws IllegalArgumentException naming the argument and its value
   */
  public static WindowTest of(OwnRisk risk, double expected, long bad) {
    return new WindowTest(risk.predicts(expected), bad);
  }

  /** P(X ≥ bad), for error rates and recurrence. */
  @Override
  public double p() {
    return predicted.upperTail(bad);
  }

  /** ln of {@link #p}, finite where that underflows. */
  public double logP() {
    return predicted.logUpperTail(bad);
  }

  /** The mid-p value, for display. */
  public double midP() {
    return predicted.midUpperTail(bad);
  }
}
