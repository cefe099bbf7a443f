package haochaping.detect;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Handling.Verdict;
import haochaping.core.ReviewChange;
import haochaping.detect.deadlines.BadReviewStory;
import haochaping.platform.DeadlineProfile;
import haochaping.platform.Reviews;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

/** Rows of the review of Monday, 2 March 2026; days counted by hand. */
class DeadlineRowsTest {
  private static final BadReviewStory BAD = BadReviewStory.of("p");

  private final DeadlineRows rows = new DeadlineRows(DeadlineProfile.read(), "370400");
  private final Map<String, int[]> sums = new TreeMap<>();

  private List<String> deadlines(BadReviewStory before, BadReviewStory after) {
    List<String> found = new ArrayList<>();
    rows.deadlines(change(before, after), row -> found.add(text(row)));
    return found;
  }

  private static ReviewChange change(BadReviewStory before, BadReviewStory after) {
    return Reviews.change(before == null ? null : before.image(), after.image());
  }

  private static String text(RowData row) {
    return String.join(
        " ",
        row.getString(0) + "/" + row.getString(1) + "/" + row.getString(2) + "/" + row.getInt(3),
        row.getString(4).toString(),
        "r" + row.getInt(5),
        row.getBoolean(6) ? "in force" : "gone",
        row.getString(9) + "+" + row.getArray(10).size(),
        "due "
            + (row.getTimestamp(11, 6).getMillisecond() - Reviews.at("2026-03-02 00:00:00"))
                / 86_400_000L,
        row.getBoolean(12) ? "done " + (row.isNullAt(13) ? "some day" : "known") : "open");
  }

  private void count(BadReviewStory before, BadReviewStory after) {
    rows.counts(
        change(before, after),
        row -> {
          String key =
              String.join(
                  " ",
                  row.getString(0).toString(),
                  row.getString(1).toString(),
                  LocalDate.ofEpochDay(row.getInt(2)).toString(),
                  row.getString(3).toString(),
                  LocalDate.ofEpochDay(row.getInt(4)).toString());
          int[] sum = sums.computeIfAbsent(key, ignored -> new int[4]);
          for (int i = 0; i < 4; i++) {
            sum[i] += row.getInt(5 + i);
          }
        });
  }

  private Map<String, List<Integer>> counts() {
    Map<String, List<Integer>> counts = new TreeMap<>();
    sums.forEach(
        (key, sum) -> {
          if (sum[0] != 0 || sum[1] != 0 || sum[2] != 0 || sum[3] != 0) {
            counts.put(key, List.of(sum[0], sum[1], sum[2], sum[3]));
          }
        });
    return counts;
  }

  @Test
  void everyChangeOfAStepIsARow() {
    assertThat(deadlines(null, BAD))
        .containsExactly(
            "s/p/1/1 callback r1 in force D+2 due 2 open",
            "s/p/1/1 rectification r1 in force D+2 due 8 open");
    BadReviewStory called = BAD.called("2026-03-03 10:00:00", null);
    assertThat(deadlines(BAD, called))
        .containsExactly("s/p/1/1 callback r2 in force D+2 due 2 done known");
    assertThat(deadlines(called, called)).isEmpty();
    assertThat(deadlines(called, called.called("2026-03-03 10:00:00", "complex")))
        .containsExactly("s/p/1/1 rectification r2 in force D+2 due 22 open");
    assertThat(deadlines(called, called.rectified(null)))
        .containsExactly("s/p/1/1 rectification r2 in force D+2 due 8 done some day");
    assertThat(deadlines(called, called.of("D", Verdict.MISTAKEN)))
        .containsExactly("s/p/1/1 rectification r2 gone D+2 due 8 open");
    assertThat(deadlines(BAD, BAD.of("E", null)))
        .containsExactly(
            "s/p/1/1 callback r2 in force E+2 due 2 open",
            "s/p/1/1 rectification r2 in force E+2 due 8 open");
    assertThat(deadlines(null, BAD.from("minimal"))).isEmpty();
  }

  @Test
  void countsAreThoseOfWhatIsHeldTrue() {
    count(null, BAD);
    assertThat(counts())
        .hasSize(12)
        .containsEntry("city 370400 2026-03-02 callback 2026-03-03", List.of(1, 0, 0, 0))
        .containsEntry("district 370402 2026-03-02 callback 2026-03-03", List.of(1, 0, 0, 0))
        .containsEntry("matter M 2026-03-02 rectification 2026-03-09", List.of(1, 0, 0, 0))
        .containsEntry("staff D/2 2026-03-02 rectification 2026-03-09", List.of(1, 0, 0, 0));
    BadReviewStory called = BAD.called("2026-03-04 10:00:00", "complex");
    count(BAD, called);
    assertThat(counts())
        .hasSize(12)
        .containsEntry("department D 2026-03-02 callback 2026-03-03", List.of(1, 1, 0, 0))
        .containsEntry("department D 2026-03-02 rectification 2026-03-23", List.of(1, 0, 0, 0));
    BadReviewStory done = called.rectified("2026-03-23 23:00:00");
    count(called, done);
    assertThat(counts())
        .containsEntry("department D 2026-03-02 rectification 2026-03-23", List.of(1, 1, 1, 0));
    BadReviewStory elsewhere = done.of("E", null);
    count(done, elsewhere);
    assertThat(counts())
        .hasSize(12)
        .containsEntry("department E 2026-03-02 rectification 2026-03-23", List.of(1, 1, 1, 0))
        .containsEntry("staff E/1 2026-03-02 callback 2026-03-03", List.of(1, 1, 0, 0));
    count(elsewhere, elsewhere.withdrawn());
    assertThat(counts()).isEmpty();
  }

  @Test
  void reviewsAfterRectificationAreCounted() {
    BadReviewStory good = BAD.second(4);
    count(null, good);
    assertThat(counts())
        .hasSize(6)
        .containsEntry("department D 2026-03-02 second_review 2026-03-02", List.of(1, 1, 0, 0));
    count(good, BAD.second(2));
    assertThat(counts())
        .containsEntry("department D 2026-03-02 second_review 2026-03-02", List.of(1, 0, 0, 0));
  }

  @Test
  void termsWithUnknownHolidaysAreCounted() {
    count(null, BAD.given("2026-12-31 10:00:00", 2, true));
    assertThat(counts())
        .containsEntry("city 370400 2026-12-31 callback 2027-01-01", List.of(1, 0, 0, 1));
  }
}
