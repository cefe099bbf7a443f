package haochaping.statistics.concentration;

import haochaping.statistics.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * One concentration of bad reviews on one target, whichever detectors see it.
 *
 * @param id {@link #id(String, String, String, LocalDate)} of the first emission; never changes
 * @param detector that crossed first: {@link #CUSUM} or {@link #WINDOW}
 * @param level of the target, for example {@code staff}
 * @param target its code
 * @param openDay the day of the first emission
 * @param state where it is in its life
 * @param stateDay since when
 * @param calmSince the first of the last unbroken run of calm days; null if the last was not calm
 * @param reason why it was withdrawn; null otherwise
 * @param foldedInto id of the child's alert that explains this one; null if it stands by itself
 * @param response what people have said
 */
public record Alert(
    String id,
    String detector,
    String level,
    String target,
    LocalDate openDay,
    AlertState state,
    LocalDate stateDay,
    LocalDate calmSince,
    String reason,
    String foldedInto,
    Response response) {
  public static final String CUSUM = "cusum";
  public static final String WINDOW = "window";

  /**
   * The id of an alert: the first 32 hexadecimal digits of the SHA-256 of {@code
   * detector|level|target|openDay} in UTF-8, the day as yyyy-MM-dd.
   */
  public static String id(String detector, String level, String target, LocalDate openDay) {
    String text = detector + '|' + level + '|' + target + '|' + openDay;
    byte[] hash = Seeds.sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  static Alert opened(String level, String target, DayEvidence evidence) {
    return opened(evidence.cusumCrosses() ? CUSUM : WINDOW, level, target, evidence.day());
  }

  /** An alert on the day of its first emission. */
  public static Alert opened(String detector, String level, String target, LocalDate day) {
    return new Alert(
        id(detector, level, target, day),
        detector,
        level,
        target,
        day,
        AlertState.NEW,
        day,
        null,
        null,
        null,
        Response.NONE);
  }

  Alert in(AlertState next, LocalDate since, LocalDate calm, String why) {
    return new Alert(
        id, detector, level, target, openDay, next, since, calm, why, foldedInto, response);
  }

  /** The same alert after people have said something. */
  public Alert with(Response said) {
    return new Alert(
        id, detector, level, target, openDay, state, stateDay, calmSince, reason, foldedInto, said);
  }

  /**
   * The same alert as part of another, or by itself.
   *
   * @param childId the other's id, or null
   */
  Alert folded(String childId) {
    return new Alert(
        id, detector, level, target, openDay, state, stateDay, calmSince, reason, childId,
        response);
  }
}
