/**
 * Who and what a burst of reviews is made of: signs of brushed good reviews and of malicious bad
 * ones.
 *
 * <p>A tile is one target's reviews of a day or of seven days. Each {@link
 * haochaping.statistics.composition.Component} compares the tile with the target's own past and
 * gives a p-value ({@link haochaping.statistics.composition.Evidence}); a {@link
 * haochaping.statistics.composition.Combination} weighs them together, and {@link
 * haochaping.statistics.composition.DayOfTiles} judges all tiles of a day. {@link
 * haochaping.statistics.composition.Rules} are the tests behind single rules. Nothing here decides:
 * people do.
 */
package haochaping.statistics.composition;
