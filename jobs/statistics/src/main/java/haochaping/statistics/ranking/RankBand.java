package haochaping.statistics.ranking;

/**
 * Where a target may stand among its peers; rank 1 is the worst.
 *
 * @param expected rank, in [1, peers]
 * @param first the 2.5 % point of its rank: as bad as it may well be
 * @param last the 97.5 % point: as good as it may well be
 * @param apart whether no other band holds a rank of this one; only then is a place published
 */
public record RankBand(double expected, int first, int last, boolean apart) {}
