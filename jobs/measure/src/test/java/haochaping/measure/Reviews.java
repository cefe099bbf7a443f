package haochaping.measure;

import haochaping.core.Attribution;
import haochaping.core.Channel;
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
    return (int) (at(local) / 3_600_000L);
  }

  /** An image of a department's review through a terminal. */
  public static ReviewImage image(String project, String department, long time, int level) {
    return image(project, department, time, level, true, true);
  }

  public static ReviewImage image(
      String project, String department, long time, int level, boolean effective, boolean adopted) {
    return new ReviewImage(
        new ReviewRecord(
            new Position(Stream.REVIEWS, 0, 0, time + 1000),
            "s",
            project,
            "1",
            1,
            Versioned.NO_TIME,
            0,
            time,
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
        new Attribution(null, department, null, null, null, List.of(), true, Versioned.NO_TIME, 0),
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

  /** A change that a record brought which the broker took at a time. */
  public static ReviewChange change(long ingestTime, ReviewImage before, ReviewImage after) {
    return new ReviewChange(
        new Position(Stream.REVIEWS, 0, 0, ingestTime), before == null ? 1 : 2, before, after);
  }
}
