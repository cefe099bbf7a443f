package haochaping.assess.bundle;

import haochaping.core.Dimension;

/**
 * A figure that a revision changes.
 *
 * @param figure a count, or score, rank, standing or grounds
 * @param before or null where there was none
 * @param after or null where there is none
 */
public record Difference(
    Dimension dimension, String key, String name, String figure, Object before, Object after) {}
