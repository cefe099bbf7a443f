package haochaping.detect.composition;

/**
 * What the tiles of a day are judged by, fixed at its close.
 *
 * @param tiles [level] m, tiles with enough reviews, of a day and of a week alike
 * @param campaign [level] whether many units had more reviews at once, so that volume says nothing
 */
public record DayTable(int[] tiles, boolean[] campaign) {}
