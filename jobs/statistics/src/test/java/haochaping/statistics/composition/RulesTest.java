package haochaping.statistics.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.statistics.NegativeBinomial;
import haochaping.statistics.composition.Evidence.Standing;
import haochaping.statistics.composition.LagProfile.Spike;
import haochaping.statistics.composition.RuleResult.State;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests behind rules, and the template that one of them shares with the composition. */
class RulesTest {
  private static final Percentage DIGITS = Percentage.withPercentage(1e-7);

  /**
   * The first line is the golden value of the specification (R13): 3 bad of 6 reviews at .00015.
   * The others are scipy.stats.poisson.sf(bad - 1, expected), SciPy 1.17.1.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 2, .0009, 1.21418017e-10, RAISED",
    "3, 2, .02, 1.313492448241e-6, CLEAR",
    "4, 3, .04, 1.033095777122e-7, RAISED",
    "3, 1, .0009, 1.21418017e-10, CLEAR",
    "2, 2, 1e-5, 4.99996666679e-11, CLEAR"
  })
  void complainantIsBeyondChance(
      long bad, int departments, double expected, double p, State state) {
    RuleResult result = Rules.complainant(bad, departments, expected);
    assertThat(result.p()).isCloseTo(p, DIGITS);
    assertThat(result.state()).isEqualTo(state);
    assertThat(result.missing()).isEmpty();
  }

  /** Size 2, mean 1: scipy.stats.nbinom.sf(x - 1, 2, 2/3), SciPy 1.17.1. */
  @ParameterizedTest
  @CsvSource({
    "7, CLEAR, .002591068434690",
    "8, RAISED, .0009653000050805",
    "9, RAISED, .000355636843977"
  })
  void manyApplicantsAreAboveTheQuantile(long distinct, State state, double p) {
    RuleResult result = Rules.manyApplicants(distinct, new NegativeBinomial(2, 1));
    assertThat(result.p()).isCloseTo(p, DIGITS);
    assertThat(result.state()).isEqualTo(state);
  }

  /** {@code P(X >= x) <= .001} is the same as x above the 99.9 % quantile. */
  @Test
  void quantileAndTailAgree() {
    NegativeBinomial usual = new NegativeBinomial(1.5, 4);
    long quantile = 0;
    while (usual.lowerTail(quantile) < .999) {
      quantile++;
    }
    assertThat(Rules.manyApplicants(quantile, usual).state()).isEqualTo(State.CLEAR);
    assertThat(Rules.manyApplicants(quantile + 1, usual).state()).isEqualTo(State.RAISED);
  }

  @Test
  void fiveApplicantsBehindANewPhoneAreMany() {
    assertThat(Rules.manyApplicants(5, UsualVolume.ofMoments(0, 0)).state())
        .isEqualTo(State.RAISED);
    assertThat(Rules.manyApplicants(4, UsualVolume.ofMoments(0, 0)).state()).isEqualTo(State.CLEAR);
  }

  /** scipy.stats.betabinom.cdf(k, 40, 32, 8), SciPy 1.17.1. */
  @Test
  void lowOnSiteIsTheLowerTail() {
    UsualShare usual = new UsualShare(.8, 40);
    assertThat(Rules.lowOnSite(new Share(2, 40), usual).state()).isEqualTo(State.RAISED);
    assertThat(Rules.lowOnSite(new Share(2, 40), usual).p()).isCloseTo(4.787794404157e-13, DIGITS);
    assertThat(Rules.lowOnSite(new Share(20, 40), usual).state()).isEqualTo(State.CLEAR);
    assertThat(Rules.lowOnSite(new Share(20, 40), usual).p()).isCloseTo(.002573826161001, DIGITS);
    assertThat(Rules.lowOnSite(new Share(0, 3), usual).state()).isEqualTo(State.TOO_FEW);
  }

  @Test
  void tooFastIsAShareOrAStreak() {
    UsualShare usual = new UsualShare(.05, 60);
    assertThat(Rules.tooFast(new Share(7, 12), usual, 2).state()).isEqualTo(State.RAISED);
    assertThat(Rules.tooFast(new Share(2, 12), usual, 2).state()).isEqualTo(State.CLEAR);
    assertThat(Rules.tooFast(new Share(5, 200), usual, 5).state()).isEqualTo(State.RAISED);
    assertThat(Rules.tooFast(new Share(4, 12), usual, 2).p()).isCloseTo(.00624635702139, DIGITS);
  }

  @Test
  void streakIsTheLongestRunOfFastReviews() {
    assertThat(Rules.longestStreak()).isZero();
    assertThat(Rules.longestStreak(5, 3, 9)).isZero();
    assertThat(Rules.longestStreak(0, 1, 2, 3, 2, 1)).isEqualTo(3);
    assertThat(Rules.longestStreak(0, -1, 2, 2)).isEqualTo(2);
  }

  @Test
  void constantLagNeedsFiveReviews() {
    assertThat(Rules.constantLag(new Spike(20, 8, 20, Math.log(8e-9))).state())
        .isEqualTo(State.RAISED);
    assertThat(Rules.constantLag(new Spike(20, 4, 20, Math.log(8e-9))).state())
        .isEqualTo(State.CLEAR);
    assertThat(Rules.constantLag(new Spike(20, 8, 20, Math.log(.002))).state())
        .isEqualTo(State.CLEAR);
  }

  @Test
  void templateIsTheModalCombinationTimesAll() {
    UsualShare usual = new UsualShare(.05, 60);
    Template template =
        Template.modal(Map.of("5|510,517", 4L, "5|510", 2L), 12, name -> usual, 30).orElseThrow();
    assertThat(template.combination()).isEqualTo("5|510,517");
    assertThat(template.share()).isEqualTo(new Share(4, 12));
    assertThat(template.p()).isCloseTo(30 * .00624635702139, DIGITS);
    assertThat(template.evidence().component()).isEqualTo(Component.TEMPLATE);
    assertThat(template.evidence().p()).isCloseTo(30 * .00365345516978, DIGITS);
    assertThat(Rules.template(template).state()).isEqualTo(State.CLEAR);
    assertThat(Rules.template(template).p()).isEqualTo(template.p());

    Template striking = Template.modal(Map.of("a", 12L), 12, name -> usual, 30).orElseThrow();
    assertThat(Rules.template(striking).state()).isEqualTo(State.RAISED);
  }

  @Test
  void equallyFrequentTemplatesGoByTheirPThenByName() {
    Map<String, UsualShare> usual =
        Map.of(
            "a", new UsualShare(.5, 60), "b", new UsualShare(.1, 60), "c", new UsualShare(.1, 60));
    assertThat(
            Template.modal(Map.of("a", 4L, "c", 4L, "b", 4L), 12, usual::get, 3)
                .orElseThrow()
                .combination())
        .isEqualTo("b");
  }

  @Test
  void templateNeedsAReviewWithoutTextAndAChanceToBeStriking() {
    UsualShare usual = new UsualShare(.9, 60);
    assertThat(Template.modal(Map.of(), 12, name -> usual, 30)).isEmpty();
    assertThat(
            Template.modal(Map.of("a", 4L), 4, name -> usual, 30)
                .orElseThrow()
                .evidence()
                .standing())
        .isEqualTo(Standing.DROPPED);
  }

  @Test
  void missingInputIsNoPass() {
    assertThat(RuleResult.notEvaluated("device"))
        .isEqualTo(new RuleResult(State.NOT_EVALUATED, "device", 1));
    assertThat(RuleResult.tooFew().state()).isEqualTo(State.TOO_FEW);
  }

  @Test
  void refusesWhatMakesNoSense() {
    UsualShare usual = new UsualShare(.05, 60);
    assertThatThrownBy(() -> Rules.complainant(-1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad = -1: must be at least 0");
    assertThatThrownBy(() -> Rules.complainant(2, 3, 1))
        .hasMessage("departments = 3: must be in [0, 2]");
    assertThatThrownBy(() -> Rules.complainant(2, 1, -1))
        .hasMessage("mean = -1.0: must be finite and at least 0");
    assertThatThrownBy(() -> Rules.manyApplicants(-1, new NegativeBinomial(2, 1)))
        .hasMessage("distinct = -1: must be at least 0");
    assertThatThrownBy(() -> Rules.tooFast(new Share(2, 12), usual, 3))
        .hasMessage("longestStreak = 3: must be in [0, 2]");
    assertThatThrownBy(() -> Template.modal(Map.of("a", 1L, "b", 1L), 12, name -> usual, 1))
        .hasMessage("combinations = 1: must be at least 2");
    assertThatThrownBy(() -> Template.modal(Map.of("a", 13L), 12, name -> usual, 1))
        .hasMessage("counts = 13: must be in [1, 12]");
    assertThatThrownBy(() -> new RuleResult(State.CLEAR, "", 2))
        .hasMessage("p = 2.0: must be in [0, 1]");
  }
}
