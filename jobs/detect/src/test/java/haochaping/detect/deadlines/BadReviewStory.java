package haochaping.detect.deadlines;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.Handling;
import haochaping.core.Handling.Verdict;
import haochaping.core.Position;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.Versioned;
import haochaping.platform.Reviews;
import java.util.List;

/** A bad review and what is said of it; each method gives the next thing that is held true. */
public record BadReviewStory(
    String project,
    String source,
    String time,
    int level,
    int round,
    boolean realName,
    boolean effective,
    String department,
    Verdict verdict,
    String callback,
    String handlingLevel,
    boolean rectified,
    String rectification) {

  /** A real-name review of D; Monday, 2 March 2026. */
  public static BadReviewStory of(String project) {
    return new BadReviewStory(
        project, "s", "2026-03-02 09:26:00", 1, 1, true, true, "D", null, null, null, false, null);
  }

  public BadReviewStory given(String when, int ofLevel, boolean byName) {
    return new BadReviewStory(
        project,
        source,
        when,
        ofLevel,
        round,
        byName,
        effective,
        department,
        verdict,
        callback,
        handlingLevel,
        rectified,
        rectification);
  }

  public BadReviewStory from(String otherSource) {
    return new BadReviewStory(
        project,
        otherSource,
        time,
        level,
        round,
        realName,
        effective,
        department,
        verdict,
        callback,
        handlingLevel,
        rectified,
        rectification);
  }

  public BadReviewStory second(int ofLevel) {
    return new BadReviewStory(
        project,
        source,
        time,
        ofLevel,
        2,
        realName,
        effective,
        department,
        verdict,
        callback,
        handlingLevel,
        rectified,
        rectification);
  }

  public BadReviewStory withdrawn() {
    return new BadReviewStory(
        project,
        source,
        time,
        level,
        round,
        realName,
        false,
        department,
        verdict,
        callback,
        handlingLevel,
        rectified,
        rectification);
  }

  public BadReviewStory of(String otherDepartment, Verdict said) {
    return new BadReviewStory(
        project,
        source,
        time,
        level,
        round,
        realName,
        effective,
        otherDepartment,
        said,
        callback,
        handlingLevel,
        rectified,
        rectification);
  }

  /** Called back, and seen as simple, complex or no_basis. */
  public BadReviewStory called(String when, String seenAs) {
    return new BadReviewStory(
        project,
        source,
        time,
        level,
        round,
        realName,
        effective,
        department,
        verdict,
        when,
        seenAs,
        rectified,
        rectification);
  }

  /**
   * Rectified.
   *
   * @param when or null where nobody says
   */
  public BadReviewStory rectified(String when) {
    return new BadReviewStory(
        project,
        source,
        time,
        level,
        round,
        realName,
        effective,
        department,
        verdict,
        callback,
        handlingLevel,
        true,
        when);
  }

  private static long at(String local) {
    return local == null ? Versioned.NO_TIME : Reviews.at(local);
  }

  public ReviewImage image() {
    return new ReviewImage(
        new ReviewRecord(
            new Position(Stream.REVIEWS, 0, 0, at(time) + 1000),
            source,
            project,
            "1",
            round,
            Versioned.NO_TIME,
            0,
            at(time),
            level,
            Channel.TERMINAL,
            false,
            effective,
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            realName ? "token" : null,
            null,
            realName,
            null,
            null,
            null,
            null,
            Versioned.NO_TIME,
            Versioned.NO_TIME,
            0),
        new Attribution(
            "370402",
            department,
            null,
            "M",
            null,
            List.of(department + "/1", department + "/2"),
            true,
            at(time) - 60_000,
            2),
        new Handling(
            verdict,
            verdict == null || verdict == Verdict.ADOPTED,
            callback == null ? -1 : 1,
            at(callback),
            handlingLevel,
            rectified ? 2 : -1,
            at(rectification),
            null));
  }
}
