package haochaping.detect.composition;

import haochaping.detect.panes.Level;

/**
 * The tile that the figures of a told burst are of.
 *
 * @param firstDay of the tile
 * @param ofSide reviews of the side in it
 */
public record ToldTile(Level level, String unit, Kind kind, int firstDay, int ofSide) {}
