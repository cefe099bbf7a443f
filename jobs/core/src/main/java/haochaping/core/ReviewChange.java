package haochaping.core;

/**
 * A change of one review, the envelope of change data capture: whoever counts subtracts {@code
 * before} and adds {@code after}.
 *
 * @param cause the raw record that brought the change
 * @param revision 1 for the first change of the review, then counting on
 * @param before what was held true until now, or null for a review not seen before
 * @param after what is held true from now on; a withdrawn review has an image that is not {@link
 *     ReviewImage#effective()}
 */
public record ReviewChange(Position cause, int revision, ReviewImage before, ReviewImage after) {}
