package haochaping.detect.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Handling;
import haochaping.core.ReviewImage;
import haochaping.core.Versioned;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.verdicts.Report.Opinion;
import haochaping.platform.Finding;
import haochaping.platform.Reviews;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Verdicts on a finding beside what its detector tells. */
class DocketTest {
  private final Docket docket = new Docket();

  static Report told(int revision, Finding.State state, String... reviews) {
    Finding finding =
        Finding.draft("f1")
            .state(state)
            .audience("department")
            .about("CONCENTRATION", "staff", "D/1")
            .department("D")
            .days(1, 1)
            .counts(reviews.length, 0.25)
            .chance(1e-6, 1e-3, 1000.0)
            .detector("window", "det-1")
            .raisedAt(8)
            .with("{\"zh\":\"差评集中。\",\"en\":\"Bad reviews.\",\"config\":\"c\"}")
            .told(revision, revision, revision);
    return Report.of(
        finding, Arrays.stream(reviews).map(id -> new FindingReview(id, "evidence")).toList());
  }

  static Report said(String review, Opinion opinion) {
    return new Report("f1", null, List.of(), review, opinion);
  }

  @Test
  void whatNobodySpokeOfIsPublishedAsItWasTold() {
    Finding first = docket.take(told(1, Finding.State.NEW, "a", "b"), 100);
    assertThat(first.revision()).isEqualTo(1);
    assertThat(first.writtenAt()).isEqualTo(100);
    assertThat(first.detectedAt()).isEqualTo(1);
    assertThat(first.verdict()).isNull();
    // The same again says nothing new, whatever the detector's own revision is.
    assertThat(docket.take(told(2, Finding.State.NEW, "a", "b"), 101)).isNull();
    Finding next = docket.take(told(3, Finding.State.ONGOING, "a", "b", "c"), 102);
    assertThat(next.revision()).isEqualTo(2);
    assertThat(next.detectedAt()).isEqualTo(1);
  }

  @Test
  void rejectedFindingStaysQuietUntilMoreComes() {
    docket.take(told(1, Finding.State.NEW, "a", "b"), 100);
    Finding half = docket.take(said("a", Opinion.ADOPTED), 101);
    assertThat(half.verdict()).isNull();
    assertThat(half.state()).isEqualTo(Finding.State.NEW);
    assertThat(half.evidence())
        .contains("1 of its reviews were looked into before", "其中 1 条此前已核实", "\"config\":\"c\"");
    Finding rejected = docket.take(said("b", Opinion.ADOPTED), 102);
    assertThat(rejected.verdict()).isEqualTo("rejected");
    assertThat(rejected.state()).isEqualTo(Finding.State.CLOSED);
    assertThat(rejected.evidence())
        .contains("所依据的 2 条评价均予以采纳", "\"verdict\":{\"said\":\"rejected\",\"reviews\":2}");
    // The detector goes on; with the same reviews nobody is told.
    assertThat(docket.take(told(2, Finding.State.ONGOING, "a", "b"), 103)).isNull();
    Finding again = docket.take(told(3, Finding.State.ONGOING, "a", "b", "c"), 104);
    assertThat(again.verdict()).isNull();
    assertThat(again.state()).isEqualTo(Finding.State.ONGOING);
    assertThat(again.evidence()).contains("2 of its reviews were looked into before");
    Finding gone = docket.take(told(4, Finding.State.WITHDRAWN), 105);
    assertThat(gone.verdict()).isEqualTo("rejected");
    assertThat(gone.state()).isEqualTo(Finding.State.WITHDRAWN);
  }

  @Test
  void upheldFindingIsConfirmedThoughItsReviewsAreGone() {
    docket.take(told(1, Finding.State.NEW, "a", "b"), 100);
    docket.take(said("a", Opinion.NOT_ADOPTED), 101);
    docket.take(said("b", Opinion.NOT_ADOPTED), 102);
    Finding last = docket.take(told(2, Finding.State.WITHDRAWN), 103);
    assertThat(last.verdict()).isEqualTo("confirmed");
    assertThat(last.state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(last.evidence()).contains("People confirmed it: 2 of its reviews do not count.");
  }

  @Test
  void verdictTakenBackLeavesTheFindingAsItWas() {
    Finding first = docket.take(told(1, Finding.State.NEW, "a"), 100);
    docket.take(said("a", Opinion.ADOPTED), 101);
    Finding back = docket.take(said("a", null), 102);
    assertThat(back.says(first)).isTrue();
    assertThat(back.revision()).isEqualTo(3);
  }

  /** Verdicts may come before the finding: in a replay they lie in another partition. */
  @Test
  void whatHoldsInTheEndDoesNotDependOnTheOrder() {
    List<Report> reports =
        new ArrayList<>(
            List.of(
                told(1, Finding.State.ONGOING, "a", "b", "c"),
                said("a", Opinion.ADOPTED),
                said("b", Opinion.ADOPTED),
                said("c", Opinion.ADOPTED),
                said("elsewhere", Opinion.ADOPTED)));
    List<Finding> ends = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(reports, new Random(seed));
      Docket one = new Docket();
      reports.forEach(report -> one.take(report, 5));
      ends.add(one.published().told(0, 0, 0));
    }
    assertThat(ends).containsOnly(ends.get(0));
    assertThat(ends.get(0).verdict()).isEqualTo("rejected");
  }

  @Test
  void onlyVerdictsThatNameAFindingSpeakOfIt() {
    ReviewImage plain = Reviews.Given.of("p", 1_772_380_800_000L, 1).image();
    ReviewImage adopted = with(plain, Handling.Verdict.ADOPTED, true, "f1");
    ReviewImage not = with(plain, Handling.Verdict.NOT_ADOPTED, false, "f1");
    ReviewImage other = with(plain, Handling.Verdict.NOT_ADOPTED, false, "f2");
    ReviewImage nobody = with(plain, Handling.Verdict.NOT_ADOPTED, false, null);
    assertThat(reports(null, plain)).isEmpty();
    assertThat(reports(plain, nobody)).isEmpty();
    assertThat(reports(plain, adopted)).containsExactly(said("s/p/1/1", Opinion.ADOPTED));
    assertThat(reports(null, adopted)).containsExactly(said("s/p/1/1", Opinion.ADOPTED));
    assertThat(reports(adopted, adopted)).isEmpty();
    assertThat(reports(adopted, not)).containsExactly(said("s/p/1/1", Opinion.NOT_ADOPTED));
    assertThat(reports(not, other))
        .containsExactly(
            said("s/p/1/1", null),
            new Report("f2", null, List.of(), "s/p/1/1", Opinion.NOT_ADOPTED));
    assertThat(reports(not, plain)).containsExactly(said("s/p/1/1", null));
  }

  private static ReviewImage with(
      ReviewImage image, Handling.Verdict verdict, boolean adopted, String finding) {
    return new ReviewImage(
        image.review(),
        image.attribution(),
        new Handling(
            verdict, adopted, -1, Versioned.NO_TIME, null, -1, Versioned.NO_TIME, finding));
  }

  private static List<Report> reports(ReviewImage before, ReviewImage after) {
    List<Report> reports = new ArrayList<>();
    Report.of(Reviews.change(before, after), reports::add);
    return reports;
  }
}
