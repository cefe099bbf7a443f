package haochaping.local.evaluate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A finding in its newest revision.
 *
 * @param state new, ongoing, closed or withdrawn
 * @param verdict confirmed, rejected or null
 * @param from first day that it speaks of
 * @param to the day after the last
 * @param at when the review or the day close came that raised it, local
 * @param reviews that it rests on
 */
record Told(
    String id,
    String kind,
    String detector,
    String dimension,
    String key,
    String state,
    String verdict,
    LocalDate from,
    LocalDate to,
    LocalDateTime at,
    List<Review> reviews) {

  /** A review that a finding rests on; {@code district} and {@code matter} may be null. */
  record Review(String id, String district, String department, String matter, List<String> staff) {}

  boolean isWithdrawn() {
    return state.equals("withdrawn");
  }
}
