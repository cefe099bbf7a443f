package haochaping.measure.close;

/**
 * What is believed of a key's rate after verification, as fractions in (0, 1).
 *
 * @param shrunk posterior mean
 * @param low lower end of the equal-tailed 95 % interval
 * @param high its upper end
 * @param enough whether there are enough adopted reviews to say something of the key
 * @param priorVersion version of the prior behind it
 */
public record Estimate(double shrunk, double low, double high, boolean enough, int priorVersion) {}
