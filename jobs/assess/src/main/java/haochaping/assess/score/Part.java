package haochaping.assess.score;

/**
 * A part of a score.
 *
 * @param measure as in the formula
 * @param weight as in the formula
 * @param value the figure, or null where there is nothing to count
 * @param points of 100 times its weight's share, or null where there is no figure
 */
public record Part(String measure, double weight, Double value, Double points) {}
