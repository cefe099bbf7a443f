package haochaping.assess.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.Dimension;
import haochaping.platform.StatisticsProfile.PeerClasses;
import org.junit.jupiter.api.Test;

class FormulaTest {
  private static final String FIRST = Formula.named("assessment-1").text();

  @Test
  void theFirstFormulaIsReadWhole() {
    Formula formula = Formula.named("assessment-1");
    assertThat(formula.version()).isEqualTo("assessment-1");
    assertThat(formula.fewestReviews())
        .containsEntry(Dimension.STAFF, 30)
        .containsEntry(Dimension.DEPARTMENT, 100);
    assertThat(formula.peerClasses()).containsEntry(Dimension.DEPARTMENT, PeerClasses.BY_VOLUME);
    assertThat(formula.components())
        .extracting(Component::measure)
        .containsExactly(
            "bad_ratio", "participation", "active_share", "callback", "on_time", "second_good");
    assertThat(formula.components().get(0)).isEqualTo(new Component("bad_ratio", 40, 0.5, 3));
    assertThat(formula.outside()).isEmpty();
    assertThat(formula.leastReliability()).isEqualTo(0.7);
    assertThat(formula.deductions())
        .containsEntry(Fault.CONFIRMED_BRUSHING, new Formula.Deduction(5, 15));
    assertThat(formula.accountability().fewest()).containsEntry(Fault.REFUSED_RECTIFICATION, 1);
    assertThat(formula.digest()).hasSize(64).isEqualTo(Formula.parse("x", FIRST).digest());
  }

  @Test
  void measuresFromElsewhereArePartsOfTheirOwn() {
    Formula formula =
        parsed("outside: {}", "outside:\n  satisfaction: {weight: 10, full: 95, none: 60}");
    assertThat(formula.outside()).containsExactly(new Component("satisfaction", 10, 95, 60));
  }

  @Test
  void everyWrongKeyIsNamedAtOnce() {
    String text =
        FIRST
            .replace("staff: 30", "staff: 0")
            .replace("callback: {weight: 15, full: 1", "callback: {wieght: 15, full: 0.5")
            .replace("second_good:", "second_best:")
            .replace("none: 3", "none: 0.25")
            .replace("rank_draws: 4000", "");
    assertThatThrownBy(() -> Formula.parse("formulas/own.yaml", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("schemas/formulas/own.yaml:")
        .hasMessageContaining("n_min.staff = 0: must be a whole number, at least 1")
        .hasMessageContaining("components.callback.weight: missing; must be a number, at least 0")
        .hasMessageContaining("components.callback.none = full: the two must differ")
        .hasMessageContaining("components.callback.wieght = 15: no such key")
        .hasMessageContaining("components.second_best.weight = 10: no such key")
        .hasMessageContaining("components.bad_ratio.none: must be above full")
        .hasMessageContaining("rank_draws: missing");
  }

  @Test
  void oneFigureIsNotTwoParts() {
    assertThatThrownBy(
            () ->
                parsed("  bad_ratio:", "  bad_rate: {weight: 1, full: 0, none: 0.1}\n  bad_ratio:"))
        .hasMessageContaining("bad_ratio and bad_rate are one figure; choose either");
  }

  @Test
  void anUnknownFormulaSaysWhereItWouldBe() {
    assertThatThrownBy(() -> Formula.named("assessment-0"))
        .hasMessage(
            "formula assessment-0: there is no schemas/formulas/assessment-0.yaml; name one that"
                + " is there");
    assertThatThrownBy(() -> Formula.named("../x")).hasMessage("../x: no formula has such a name");
  }

  @Test
  void pointsAreOnALineThatEndsAtBothSides() {
    Component rising = new Component("x", 1, 0.9, 0.3);
    assertThat(rising.share(0.6)).isCloseTo(0.5, org.assertj.core.data.Offset.offset(1e-15));
    assertThat(rising.share(0.95)).isEqualTo(1);
    assertThat(rising.share(0.1)).isZero();
    Component falling = new Component("x", 1, 1, 3);
    assertThat(falling.share(2)).isEqualTo(0.5);
    assertThat(falling.share(0)).isEqualTo(1);
    assertThat(falling.share(9)).isZero();
    assertThat(new Formula.Deduction(5, 12).points(2)).isEqualTo(10);
    assertThat(new Formula.Deduction(5, 12).points(3)).isEqualTo(12);
  }

  private static Formula parsed(String old, String fresh) {
    return Formula.parse("formulas/own.yaml", FIRST.replace(old, fresh));
  }
}
