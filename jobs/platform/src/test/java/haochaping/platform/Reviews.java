package haochaping.platform;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.core.Handling;
import haochaping.core.Position;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.Versioned;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** Images of reviews, and times, for tests. */
public final class Reviews {
  private Reviews() {}

  /** A local time of the city in epoch ms. */
  public static long at(String local) {
    return LocalDateTime.parse(local.replace(' ', 'T'))
        .atZone(ZoneId.of("Asia/Shanghai"))
        .toInstant()
        .toEpochMilli();
  }

  /** The hour pane that begins at a local time. */
  public static int hour(String local) {
    return CityClock.hour(at(local));
  }

  /** What may be said of a review; each has its usual value. */
  public record Given(
      String project,
      long time,
      int level,
      int round,
      boolean isDefault,
      boolean effective,
      boolean adopted,
      String district,
      String department,
      String matter,
      List<String> staff) {

    public static Given of(String project, long time, int level) {
      return new Given(project, time, level, 1, false, true, true, "X", "D", "M", List.of("D/1"));
    }

    public Given about(String otherDepartment, String otherMatter, String... otherStaff) {
      return new Given(
          project,
          time,
          level,
          round,
          isDefault,
          effective,
          adopted,
          district,
          otherDepartment,
          otherMatter,
          List.of(otherStaff));
    }

    public Given where(int otherRound, boolean byDefault, boolean inForce, boolean counts) {
      return new Given(
          project,
          time,
          level,
          otherRound,
          byDefault,
          inForce,
          counts,
          district,
          department,
          matter,
          staff);
    }

    public ReviewImage image() {
      return new ReviewImage(
          new ReviewRecord(
              new Position(Stream.REVIEWS, 0, 0, time + 1000),
              "s",
              project,
              "1",
              round,
              Versioned.NO_TIME,
              0,
              time,
              level,
              Channel.TERMINAL,
              isDefault,
              effective,
              List.of(),
              null,
              List.of(),
              null,
              null,
              null,
              null,
              null,
              false,
              null,
              null,
              null,
              null,
              Versioned.NO_TIME,
              Versioned.NO_TIME,
              0),
          new Attribution(
              district, department, null, matter, null, staff, true, Versioned.NO_TIME, 0),
          new Handling(
              adopted ? null : Handling.Verdict.MISTAKEN,
              adopted,
              -1,
              Versioned.NO_TIME,
              null,
              -1,
              Versioned.NO_TIME,
              null));
    }
  }

  public static ReviewChange change(ReviewImage before, ReviewImage after) {
    return change(after.review().eventTime(), before, after);
  }

  /** A change that a record brought which the broker took at a time. */
  public static ReviewChange change(long ingestTime, ReviewImage before, ReviewImage after) {
    return new ReviewChange(
        new Position(Stream.REVIEWS, 0, 0, ingestTime), before == null ? 1 : 2, before, after);
  }
}
