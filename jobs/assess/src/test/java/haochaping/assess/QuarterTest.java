package haochaping.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarterTest {

  @Test
  void aQuarterHasThreeWholeMonths() {
    Quarter quarter = Quarter.parse("2024Q1");
    assertThat(quarter.firstDay()).isEqualTo(LocalDate.of(2024, 1, 1));
    assertThat(quarter.lastDay()).isEqualTo(LocalDate.of(2024, 3, 31));
    assertThat(Quarter.parse("2026Q4").lastDay()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(Quarter.parse("2026Q4")).hasToString("2026Q4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026Q5", "2026q1", "2026", "Q1", "", "1999Q1", "2026Q1 "})
  void whatIsNoQuarterIsRefused(String text) {
    assertThatThrownBy(() -> Quarter.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + ": no quarter; write it like 2026Q3");
  }
}
