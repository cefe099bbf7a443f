package haochaping.detect.composition;

import haochaping.detect.panes.Level;
import haochaping.platform.Finding;

/**
 * What was last told of a burst.
 *
 * @param openDay its first flagged day
 * @param tile first day of the tile that its figures are of
 * @param ofSide reviews of the side in that tile
 */
public record Told(
    Finding finding, Level level, String unit, Kind kind, int openDay, int tile, int ofSide) {}
