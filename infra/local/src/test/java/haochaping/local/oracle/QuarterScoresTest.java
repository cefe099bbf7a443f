package haochaping.local.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.local.oracle.QuarterScores.Score;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quarter of a handful of records, worked out by hand. */
class QuarterScoresTest {
  private static final String FORMULA =
      """
      n_min: {district: 1, department: 2, staff: 1}
      components:
        participation: {weight: 10, full: 1, none: 0}
        active_share: {weight: 10, full: 1, none: 0.5}
        callback: {weight: 20, full: 1, none: 0}
        on_time: {weight: 10, full: 1, none: 0}
      least_weight: 0.5
      deductions:
        confirmed_brushing: {each: 5, most: 15}
        refused_rectification: {each: 3, most: 4}
      """;

  private RawFolder raw;

  @BeforeEach
  void folder(@TempDir Path folder) {
    raw = new RawFolder(folder);
  }

  private interface Question {
    void ask(QuarterScores quarter) throws Exception;
  }

  private void of(List<QuarterScores.Upheld> upheld, Question question) throws Exception {
    try (Oracle oracle =
        Oracle.over(raw.path(), Instant.parse("2026-05-01T00:00:00Z"), LocalDate.of(2026, 3, 31))) {
      question.ask(
          new QuarterScores(
              oracle,
              LocalDate.of(2026, 1, 1),
              LocalDate.of(2026, 3, 31),
              LocalDate.of(2026, 4, 30),
              upheld));
    }
  }

  private void bad(String project, String rectified, int status) {
    raw.service(project)
        .review(project, r -> r.put("satisfaction", 1).put("certKey", "110101199003070011"))
        .ledger(
            project,
            l ->
                l.put("callbackResult", rectified == null ? 0 : 1)
                    .put("rectifyStatus", status)
                    .put("handlingLevel", "simple")
                    .put("rectifyTime", rectified));
  }

  @Test
  void aDepartmentIsCountedAndScoredByHand() throws Exception {
    raw.service("good").review("good").service("silent");
    raw.service("default").review("default", r -> r.put("isdefault", 1).put("pf", 7));
    raw.service("before", s -> s.put("serviceTime", "2025-12-31 09:00:00"))
        .review("before", r -> r.put("assessTime", "2025-12-31 23:59:59"));
    bad("timely", "2026-03-05 10:00:00", 2);
    bad("late", "2026-03-20 10:00:00", 2);
    bad("refused", null, 3);
    bad("alsoRefused", null, 3);
    bad("aside", null, 3);
    raw.verdict("aside");
    raw.review("timely", r -> r.put("reviewRound", 2).put("satisfaction", 4));
    List<QuarterScores.Upheld> upheld =
        List.of(
            new QuarterScores.Upheld("department", "D", "D"),
            new QuarterScores.Upheld("staff", "D/M", "D"),
            new QuarterScores.Upheld("matter", "T", "D"));

    of(
        upheld,
        quarter -> {
          Map<String, Map<String, Long>> counts = quarter.counts();
          assertThat(counts.get("department D"))
              .containsExactlyInAnyOrderEntriesOf(
                  Map.ofEntries(
                      Map.entry("reviews", 6L),
                      Map.entry("defaults", 1L),
                      Map.entry("bad", 5L),
                      Map.entry("adopted", 5L),
                      Map.entry("bad_adopted", 4L),
                      Map.entry("services", 8L),
                      Map.entry("reviewed", 7L),
                      Map.entry("rectifications", 4L),
                      Map.entry("rectified", 2L),
                      Map.entry("due", 4L),
                      Map.entry("on_time", 1L),
                      Map.entry("callbacks", 5L),
                      Map.entry("called_back", 2L),
                      Map.entry("second_reviews", 1L),
                      Map.entry("second_good", 1L),
                      Map.entry("refused", 2L),
                      Map.entry("brushing", 2L)));
          assertThat(counts.get("city 370400")).containsEntry("brushing", 3L);
          assertThat(counts.get("staff D/M")).containsEntry("brushing", 1L);
        });
  }

  @Test
  void aScoreIsTheWeightedMeanOfItsPartsLessDeductions() throws Exception {
    for (int i = 0; i < 9; i++) {
      raw.service("good" + i).review("good" + i);
    }
    raw.service("silent").service("default").review("default", r -> r.put("isdefault", 1));
    bad("refused", null, 3);
    bad("alsoRefused", null, 3);

    of(
        List.of(),
        quarter -> {
          Score score = quarter.scores(FORMULA).get("department D");
          assertThat(score.deductions()).containsExactly(Map.entry("refused_rectification", 4.0));
          // 12 of 13 services; 11 of 12, five sixths of the way from one half; none; none.
          assertThat(score.score())
              .isCloseTo(100 * (10 * 12 / 13.0 + 10 * 5 / 6.0) / 50 - 4, within(1e-9));
        });
  }
}
