package haochaping.detect.reviewers;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.ReviewChange;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.composition.Hall;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two years of a city with tablets and people who come again, in which nothing is wrong. */
class NullCityTest {
  private static final int FIRST = 20_000;

  @Test
  void nobodyIsSuspectedWhereNothingIsWrong() {
    CompositionWatch watch = new CompositionWatch();
    watch.startAfter(FIRST - 1);
    List<String> told = new ArrayList<>();
    BurstAnnouncer heard =
        new BurstAnnouncer() {
          @Override
          public void finding(Finding finding, List<FindingReview> reviews) {
            told.add(finding.kind());
          }

          @Override
          public void figure(int day, String part, String key, double value) {}
        };
    Hall hall = new Hall(1, 6, 20, 60);
    for (int day = FIRST; day < FIRST + 730; day++) {
      hall.day(
          day,
          120,
          image -> watch.apply(new ReviewChange(image.review().position(), 1, null, image)));
      watch.close(day, 0, heard);
    }
    assertThat(told).doesNotContain("LOCKSTEP", "RULE_R8", "RULE_R13");
  }
}
