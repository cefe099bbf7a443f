package haochaping.operate.erase;

/**
 * A row of {@code core.rejected}.
 *
 * @param stream cases, reviews, rectifications or verdicts
 */
public record RefusedId(String stream, int partition, long offset) {}
