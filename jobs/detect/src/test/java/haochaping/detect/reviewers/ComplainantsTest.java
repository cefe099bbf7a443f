package haochaping.detect.reviewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R13 by hand. */
class ComplainantsTest {
  private static final int TODAY = 20_000;

  private final FewRows held = new FewRows();

  private List<Flag> found(int day) {
    List<Flag> flags = new ArrayList<>();
    new Complainants(held, new Indexes(held)).of(day, flags::add);
    return flags;
  }

  /**
   * Six reviews, three of them bad, at 1.5e-4 a review: P(X >= 3 | 9e-4) = 1.21418017e-10 (SciPy
   * 1.15, poisson.sf(2, 9e-4)).
   */
  @Test
  void threeBadReviewsOfTwoDepartments() {
    held.give(TODAY - 89, 1, 11, 1);
    held.give(TODAY - 40, 1, 12, 2);
    for (int i = 0; i < 3; i++) {
      held.give(TODAY - 10, 1, 31, 5);
    }
    assertThat(found(TODAY - 40)).as("two").isEmpty();
    held.give(TODAY, 1, 13, 1);
    assertThat(found(TODAY)).as("one department").isEmpty();
    held.give(TODAY - 1, 1, 21, 1);
    assertThat(found(TODAY - 1)).hasSize(1);
    Flag flag = found(TODAY).get(0);
    assertThat(flag.observed()).isEqualTo(4);
    flag = found(TODAY - 1).get(0);
    assertThat(flag.observed()).isEqualTo(3);
    assertThat(flag.expected()).isCloseTo(9e-4, within(1e-15));
    assertThat(flag.p()).isCloseTo(1.21418017e-10, within(1e-18));
    assertThat(flag.dimension()).isEqualTo("reviewer");
    assertThat(flag.key()).isEqualTo((TODAY - 89) + "/0");
    assertThat(flag.figures()).containsExactly(2, 6, 1.5e-4, TODAY - 1);
    assertThat(found(TODAY - 10)).as("no bad review on the day").isEmpty();
    assertThat(found(TODAY + 1)).isEmpty();
  }
}
