package haochaping.assess.score;

import haochaping.assess.formula.Fault;
import haochaping.core.Dimension;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What an assessment says of one key.
 *
 * @param peerClass all, or by volume A or B
 * @param enough whether there are enough adopted reviews
 * @param shrunk posterior mean of the rate of bad reviews after verification, with its 95 %
 *     interval {@code low} to {@code high}
 * @param parts in the order of the formula
 * @param deductions points off, those above 0
 * @param score from 0 to 100 with two decimals, or null
 * @param group next to its class
 * @param place among the ranked of its class, or null
 * @param of how many of its class have a place
 * @param reliability how much of the differences between the scores of its class is real, from 0 to
 *     1, or null where nobody has a score
 * @param grounds for an interview
 */
public record Scored(
    Dimension dimension,
    String peerClass,
    KeyInputs inputs,
    boolean enough,
    Double shrunk,
    Double low,
    Double high,
    List<Part> parts,
    Map<Fault, Double> deductions,
    BigDecimal score,
    Group group,
    Place place,
    int of,
    Double reliability,
    List<Ground> grounds) {

  /**
   * A place by score, and those that it may as well have.
   *
   * @param rank 1 the best; equal scores share the best of their places
   * @param low the 2.5 % point of joint draws, the best that it may well be
   * @param high the 97.5 % point
   */
  public record Place(int rank, int low, int high) {}
}
