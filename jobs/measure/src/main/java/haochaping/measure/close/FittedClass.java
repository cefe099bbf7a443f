package haochaping.measure.close;

import java.util.List;

/**
 * A class of siblings.
 *
 * @param members in the order of their keys
 * @param fits how they vary, or where they are few, how the class above does
 */
record FittedClass(PeerClass peers, List<Sibling> members, Fits fits) {}
