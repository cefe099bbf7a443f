package haochaping.assess.score;

/**
 * A ground for an interview.
 *
 * @param kind refused rectification, high rate, bottom rank or confirmed brushing
 * @param value the figure that reached the limit
 * @param limit of the figure
 */
public record Ground(String kind, double value, double limit) {
  public static final String HIGH_RATE = "high rate";
  public static final String BOTTOM_RANK = "bottom rank";
}
