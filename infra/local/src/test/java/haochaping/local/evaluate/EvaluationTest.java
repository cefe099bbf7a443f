package haochaping.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import haochaping.local.Failure;
import haochaping.local.evaluate.Told.Review;
import haochaping.local.evaluate.Truth.Anomaly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings against a truth, worked out by hand. */
class EvaluationTest {
  private static final Anomaly CLERK =
      anomaly("clerk", "staff_gone_bad", "CONCENTRATION", "staff", "D1/S1");
  private static final Anomaly BRUSHING =
      anomaly("stars", "brushing_template", "BRUSHING", "department", "D2");
  private static final Anomaly SURGE = anomaly("busy", "volume_surge", null, "department", "D3");
  private static final Truth TRUTH =
      new Truth(List.of(CLERK, BRUSHING, SURGE), Map.of("p1", "stars", "p2", "stars"));

  private static Anomaly anomaly(
      String name, String what, String finding, String dimension, String key) {
    return new Anomaly(
        name,
        what,
        LocalDate.parse("2026-03-10"),
        LocalDate.parse("2026-03-20"),
        finding,
        dimension,
        key,
        List.of(),
        null);
  }

  private static Told told(
      String id, String kind, String detector, String dimension, String key, Review... reviews) {
    return new Told(
        id,
        kind,
        detector,
        dimension,
        key,
        "ongoing",
        null,
        LocalDate.parse("2026-03-11"),
        LocalDate.parse("2026-03-14"),
        LocalDateTime.parse("2026-03-13T12:00:00"),
        List.of(reviews));
  }

  private static Told in(Told told, String state, String verdict) {
    return new Told(
        told.id(),
        told.kind(),
        told.detector(),
        told.dimension(),
        told.key(),
        state,
        verdict,
        told.from(),
        told.to(),
        told.at(),
        told.reviews());
  }

  private static Told at(Told told, String from, String to) {
    return new Told(
        told.id(),
        told.kind(),
        told.detector(),
        told.dimension(),
        told.key(),
        told.state(),
        told.verdict(),
        LocalDate.parse(from),
        LocalDate.parse(to),
        told.at(),
        told.reviews());
  }

  private static Review review(String id, String department, String... staff) {
    return new Review(id, "X", department, "M", List.of(staff));
  }

  @Test
  void findingOfHalfItsReviewsIsExplained() {
    Told clerk = told("f1", "CONCENTRATION", "cusum", "staff", "D1/S1", review("a", "D1", "D1/S1"));
    Told department =
        told(
            "f2",
            "CONCENTRATION",
            "window",
            "department",
            "D1",
            review("a", "D1", "D1/S1"),
            review("b", "D1", "D1/S2"));
    Told elsewhere =
        told(
            "f3",
            "CONCENTRATION",
            "window",
            "department",
            "D1",
            review("a", "D1", "D1/S1"),
            review("b", "D1", "D1/S2"),
            review("c", "D1", "D1/S2"));
    Evaluation evaluation = new Evaluation(TRUTH, List.of(clerk, department, elsewhere));
    assertThat(evaluation.lines())
        .extracting(l -> l.detector, l -> l.dimension, l -> l.findings, l -> l.explained)
        .containsExactly(tuple("cusum", "staff", 1, 1), tuple("window", "department", 2, 1));
    assertThat(evaluation.lines()).extracting(l -> l.falseAlarms).containsExactly(0, 1);
    assertThat(evaluation.precision()).isCloseTo(2 / 3.0, within(1e-12));
    // Three and a half days from 10 March 00:00.
    assertThat(evaluation.lines().get(0).delayDays()).isEqualTo(3.5);
    assertThat(evaluation.lines()).extracting(Evaluation.Line::promised).containsExactly(1.0, 3.65);
    assertThat(evaluation.met())
        .extracting(m -> m.anomaly().name(), Evaluation.Met::found, Evaluation.Met::other)
        .containsExactly(tuple("clerk", 2, 0), tuple("stars", 0, 0), tuple("busy", 0, 0));
    assertThat(evaluation.met())
        .extracting(Evaluation.Met::isRight)
        .containsExactly(true, false, true);
    assertThat(evaluation.recall()).isEqualTo(0.5);
  }

  @Test
  void plantedReviewsExplainWhateverTheyAreAbout() {
    Told stars =
        told("f1", "BRUSHING", "brushing", "matter", "M", review("p1", "D9"), review("p2", "D9"));
    Evaluation evaluation = new Evaluation(TRUTH, List.of(stars));
    assertThat(evaluation.met().get(1).found()).isEqualTo(1);
    assertThat(evaluation.met().get(1).delayDays()).isEqualTo(3.5);
  }

  @Test
  void whatOnlyLooksWrongExplainsNothing() {
    Told busy = told("f1", "BRUSHING", "brushing", "department", "D3", review("a", "D3"));
    Evaluation evaluation = new Evaluation(TRUTH, List.of(busy));
    assertThat(evaluation.lines().get(0).falseAlarms).isEqualTo(1);
    assertThat(evaluation.met().get(2).isRight()).isFalse();
  }

  @Test
  void findingOfOtherDaysIsExplainedByNothing() {
    Told clerk = told("f1", "CONCENTRATION", "cusum", "staff", "D1/S1", review("a", "D1", "D1/S1"));
    Evaluation evaluation =
        new Evaluation(
            TRUTH,
            List.of(
                at(clerk, "2026-03-01", "2026-03-10"),
                at(in(clerk, "closed", null), "2026-03-27", "2026-03-29")));
    assertThat(evaluation.lines().get(0).falseAlarms).isEqualTo(2);
    assertThat(
            new Evaluation(TRUTH, List.of(at(clerk, "2026-03-26", "2026-03-29")))
                .lines()
                .get(0)
                .explained)
        .isEqualTo(1);
  }

  @Test
  void verdictsAndWithdrawalsAreCounted() {
    Told one = told("f1", "BRUSHING", "brushing", "department", "D2");
    List<Told> all =
        List.of(
            in(one, "withdrawn", "confirmed"),
            in(one, "withdrawn", null),
            in(one, "closed", "rejected"),
            one);
    Evaluation known = new Evaluation(TRUTH, all);
    Evaluation unknown = new Evaluation(null, all);
    for (Evaluation evaluation : List.of(known, unknown)) {
      assertThat(evaluation.lines())
          .extracting(l -> l.findings, l -> l.withdrawn, l -> l.confirmed, l -> l.rejected)
          .containsExactly(tuple(2, 2, 1, 1));
    }
    // Without reviews the key explains.
    assertThat(known.lines().get(0).explained).isEqualTo(2);
    assertThat(unknown.lines().get(0).falseAlarms).isEqualTo(1);
    assertThat(unknown.met()).isEmpty();
    assertThat(unknown.recall()).isNull();
  }

  /** 365 days over a recurrence of 100 and of 365. */
  @Test
  void watchesOfVerdictsAndSourcesHaveTheirBudgets() {
    Anomaly bias = anomaly("bias", "verdict_bias", "VERDICT_BIAS", "department", "D4");
    Told verdicts = told("f1", "VERDICT_BIAS", "verdicts", "department", "D4", review("a", "D4"));
    Told silence = told("f2", "SILENT_SOURCE", "silence", "source", "zz");
    Evaluation evaluation =
        new Evaluation(new Truth(List.of(bias), Map.of()), List.of(verdicts, silence));
    assertThat(evaluation.lines())
        .extracting(l -> l.kind, Evaluation.Line::promised, l -> l.explained, l -> l.falseAlarms)
        .containsExactly(tuple("SILENT_SOURCE", 1.0, 0, 1), tuple("VERDICT_BIAS", 3.65, 1, 0));
    assertThat(evaluation.met().get(0).isRight()).isTrue();
  }

  @Test
  void pageSaysWhatWasMissed() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(page, false, StandardCharsets.UTF_8);
    Told clerk = told("f1", "CONCENTRATION", "cusum", "staff", "D1/S1", review("a", "D1", "D1/S1"));
    Report.print(new Evaluation(TRUTH, List.of(clerk)), true, 0.5, out);
    out.flush();
    String text = page.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains("recall 0.50, precision 1.00", "stars   <- missed", "0.50 years")
        .doesNotContain("clerk   <- missed", "busy   <- missed");
  }

  @Test
  void truthIsWhatSimulateWrote(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("truth.jsonl");
    Files.writeString(
        file,
        """
        {"kind":"anomaly","name":"w9","anomaly":"cluster","from":"2026-03-20","to":"2026-03-25","finding":"CLUSTER","dimension":"zone","districts":["370402","370403"]}
        {"kind":"irregular","at":"2026-03-03T09:09:51","stream":"cases","projectNo":"P","reviewId":"s/P/1/1"}
        {"kind":"planted","at":"2026-03-20T09:55:47.250","stream":"reviews","projectNo":"P","reviewId":"s/P/1/1","detail":"w9"}
        """);
    Truth truth = Truth.read(file);
    assertThat(truth.planted()).isEqualTo(Map.of("s/P/1/1", "w9"));
    assertThat(truth.anomalies())
        .containsExactly(
            new Anomaly(
                "w9",
                "cluster",
                LocalDate.parse("2026-03-20"),
                LocalDate.parse("2026-03-25"),
                "CLUSTER",
                "zone",
                null,
                List.of("370402", "370403"),
                null));
    Files.writeString(file, "time,level\n");
    assertThatThrownBy(() -> Truth.read(file))
        .isInstanceOf(Failure.class)
        .hasMessage(file + ":1: no line of a truth; simulate writes one");
  }
}
