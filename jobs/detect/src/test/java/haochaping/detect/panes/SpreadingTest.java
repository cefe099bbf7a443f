package haochaping.detect.panes;

import static haochaping.platform.Reviews.at;
import static haochaping.platform.Reviews.change;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.ReviewImage;
import haochaping.platform.Reviews.Given;
import haochaping.statistics.scan.Leaf;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadingTest {
  private static final Given BAD = Given.of("p", at("2026-03-02 00:30:00"), 1);
  private static final Given GOOD = Given.of("p", at("2026-03-02 00:30:00"), 4);

  private static List<String> spread(ReviewImage before, ReviewImage after) {
    List<String> out = new ArrayList<>();
    new Spreading()
        .spread(
            change(before, after),
            delta ->
                out.add(
                    delta.key
                        + " "
                        + LocalDate.ofEpochDay(delta.day)
                        + " "
                        + delta.matter
                        + " "
                        + Channel.values()[delta.channel].word()
                        + " "
                        + delta.reviews
                        + " "
                        + delta.bad
                        + " "
                        + delta.reviewId));
    return out;
  }

  @Test
  void reviewCountsForEachTargetAndTheCells() {
    assertThat(spread(null, BAD.image()))
        .containsExactly(
            "*M 2026-03-02 M terminal 1 1 s/p/1/1",
            "bX 2026-03-02 M terminal 1 1 s/p/1/1",
            "cD 2026-03-02 M terminal 1 1 s/p/1/1",
            "#X\tD\tM 2026-03-02 M terminal 1 1 s/p/1/1",
            "dM 2026-03-02 M terminal 1 1 s/p/1/1",
            "eD/1 2026-03-02 M terminal 1 1 s/p/1/1");
    assertThat(spread(null, GOOD.image()))
        .hasSize(6)
        .allSatisfy(delta -> assertThat(delta).endsWith("1 0 null"));
  }

  @Test
  void eachOfSeveralStaffIsAskedInFull() {
    assertThat(spread(null, BAD.about("D", "M", "D/1", "D/2").image()))
        .filteredOn(delta -> delta.startsWith("e"))
        .hasSize(2);
  }

  @Test
  void leafNeedsNoMatterAndNoDistrict() {
    assertThat(spread(null, BAD.about("D", null).image()))
        .contains("#X\tD\t 2026-03-02  terminal 1 1 s/p/1/1");
    assertThat(ReviewDelta.leaf(ReviewDelta.leaf(null, "D", ""))).isEqualTo(new Leaf("", "D", ""));
    assertThat(ReviewDelta.leaf("#X\tD\tM")).isEqualTo(new Leaf("X", "D", "M"));
    assertThat(ReviewDelta.isLeaf("#X\tD\tM")).isTrue();
    assertThat(ReviewDelta.isLeaf("*M")).isFalse();
  }

  @Test
  void nobodyKnowsWhom() {
    assertThat(spread(null, BAD.about(Attribution.UNATTRIBUTED, null).image()))
        .containsExactly(
            "* 2026-03-02  terminal 1 1 s/p/1/1", "bX 2026-03-02  terminal 1 1 s/p/1/1");
  }

  @Test
  void onlyEffectiveReviewsCount() {
    assertThat(spread(null, BAD.where(2, false, true, true).image())).isEmpty();
    assertThat(spread(null, BAD.where(1, true, true, true).image())).isEmpty();
    assertThat(spread(null, BAD.where(1, false, false, true).image())).isEmpty();
    assertThat(spread(null, BAD.where(1, false, true, false).image())).isEmpty();
  }

  @Test
  void verdictTakesTheReviewAway() {
    assertThat(spread(BAD.image(), BAD.where(1, false, true, false).image()))
        .hasSize(6)
        .allSatisfy(delta -> assertThat(delta).endsWith("-1 -1 s/p/1/1"));
  }

  @Test
  void lateCaseMovesTheReview() {
    List<String> deltas = spread(BAD.image(), BAD.about("E", "M", "E/1").image());
    assertThat(deltas).hasSize(12);
    assertThat(deltas)
        .contains("cD 2026-03-02 M terminal -1 -1 s/p/1/1", "cE 2026-03-02 M terminal 1 1 s/p/1/1");
  }

  @Test
  void whatIsNotCountedChangesNothing() {
    // From level 4 to 5: no bad review before, none after.
    assertThat(spread(GOOD.image(), Given.of("p", GOOD.time(), 5).image())).isEmpty();
    assertThat(spread(BAD.image(), BAD.image())).isEmpty();
  }

  @Test
  void dayIsThatOfTheCity() {
    assertThat(spread(null, Given.of("p", at("2026-03-02 23:59:59"), 1).image()).get(0))
        .contains("2026-03-02");
    assertThat(Level.of("eD/1")).isEqualTo(Level.STAFF);
    assertThat(ReviewDelta.isCells("*M")).isTrue();
    assertThat(ReviewDelta.isCells("dM")).isFalse();
    assertThat(ReviewDelta.matter("*M")).isEqualTo("M");
  }
}
