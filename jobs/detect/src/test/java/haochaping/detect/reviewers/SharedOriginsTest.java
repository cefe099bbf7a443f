package haochaping.detect.reviewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R8 by hand: who stands behind one phone, device or address in a day. */
class SharedOriginsTest {
  /** A Monday. */
  private static final int TODAY = 20_003;

  private static final int PHONE = 7;

  private FewRows held = new FewRows();

  private List<Flag> found() {
    List<Flag> flags = new ArrayList<>();
    new SharedOrigins(held, new Indexes(held)).of(TODAY, flags::add);
    return flags;
  }

  private void applicants(int day, int count, int target, long... origins) {
    for (int i = 0; i < count; i++) {
      held.give(day, 1000L * day + i, target, 5, origins);
    }
  }

  @Test
  void fivePeopleBehindAPhoneNeverSeenBefore() {
    applicants(TODAY, 4, 11, PHONE);
    held.give(TODAY, 1000L * TODAY, 11, 5, PHONE);
    assertThat(found()).as("four people, one of them twice").isEmpty();
    held.give(TODAY, 1, 12, 5, PHONE);
    assertThat(found()).hasSize(1);
    Flag flag = found().get(0);
    assertThat(flag.dimension()).isEqualTo("department");
    assertThat(flag.key()).isEqualTo("U1");
    assertThat(flag.observed()).isEqualTo(5);
    assertThat(flag.expected()).isZero();
    assertThat(flag.p()).isZero();
    // Weekdays from TODAY - 90, a Tuesday, to TODAY - 8, a Sunday: 4 and 11 weeks of 5.
    assertThat(flag.figures()).containsExactly(Origin.PHONE.ordinal(), 6, 59, 0);
    assertThat(flag.reviews()).hasSize(6);
  }

  @Test
  void reviewsOfOneMemberOfStaffAreAboutHim() {
    applicants(TODAY, 5, 11, 0, 0, 9);
    Flag flag = found().get(0);
    assertThat(flag.dimension()).isEqualTo("staff");
    assertThat(flag.key()).isEqualTo("U11");
    assertThat(flag.figures()[Flag.ORIGIN]).isEqualTo(Origin.ADDRESS.ordinal());
  }

  /**
   * An agent's phone with four people on each of its last eight weekdays before the week, one day
   * with one. Of 59 weekdays: mean 33/59, variance (129 - 33 * 33/59)/58; the size m²/(v - m) of
   * 0.2323 is raised to .5. SciPy 1.15, nbinom.sf(k - 1, .5, .5 / (.5 + 33 / 59)): 0.000106 at 12,
   * 1.027268483892953e-12 at 40.
   */
  @Test
  void anAgentKnowsItselfByItsPast() {
    int[] days = {12, 13, 14, 17, 18, 19, 20, 21};
    for (int back : days) {
      applicants(TODAY - back, 4, 11, PHONE);
    }
    applicants(TODAY - 24, 1, 11, PHONE);
    applicants(TODAY, 12, 11, PHONE);
    assertThat(found()).isEmpty();
    applicants(TODAY, 40, 11, PHONE);
    Flag flag = found().get(0);
    assertThat(flag.observed()).isEqualTo(40);
    assertThat(flag.expected()).isCloseTo(33 / 59., within(1e-15));
    assertThat(flag.p()).isCloseTo(1.027268483892953e-12, within(1e-21));
  }

  @Test
  void terminalIsNewForTwoWeeks() {
    held = held.atTerminals();
    applicants(TODAY, 30, 11, 0, 8);
    assertThat(found()).as("its first day").isEmpty();
    for (int back = 8; back < 14; back++) {
      applicants(TODAY - back, 3, 11, 0, 8);
    }
    assertThat(found()).as("13 days old").isEmpty();
    applicants(TODAY - 14, 3, 11, 0, 8);
    // Five weekdays, Monday TODAY - 14 to Friday TODAY - 10, of 3 each.
    assertThat(found()).hasSize(1);
    assertThat(found().get(0).expected()).isEqualTo(3);
    assertThat(found().get(0).figures()[Flag.PAST_DAYS]).isEqualTo(5);
    held.campaign(TODAY);
    assertThat(found()).as("day of a campaign").isEmpty();
  }
}
