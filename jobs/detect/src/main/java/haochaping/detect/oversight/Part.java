package haochaping.detect.oversight;

/**
 * A part of a unit's decided bad reviews.
 *
 * @param of what: a word or a key
 * @param notAdopted of them
 */
public record Part(String of, int decided, int notAdopted) {
  Part plus(boolean isNotAdopted) {
    return new Part(of, decided + 1, notAdopted + (isNotAdopted ? 1 : 0));
  }
}
