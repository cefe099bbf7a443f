package haochaping.detect.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2, 2",
    "9.96, 10.0",
    "14.4, 14",
    "1.26, 1.3",
    "0.256, 0.26",
    "0.0077, 0.0077",
    "0.00000123, 1.2e-06",
    "-0.256, -0.26"
  })
  void figuresHaveTwoDigits(double value, String figure) {
    assertThat(Figures.figure(value)).isEqualTo(figure);
  }

  @ParameterizedTest
  @CsvSource({
    "364.7, 364",
    "999.9, 999",
    "1999, 1900",
    "70394, 70000",
    "1e6, 1000000",
    "1e12, 1000000"
  })
  void daysAreNotOverstated(double value, String days) {
    assertThat(Figures.days(value)).isEqualTo(days);
  }

  @Test
  void countsAndShares() {
    assertThat(Figures.count(3)).isEqualTo("3");
    assertThat(Figures.count(3.54)).isEqualTo("3.5");
    assertThat(Figures.percent(0.354)).isEqualTo("35%");
    assertThat(Figures.date(20_514)).isEqualTo("2026-03-02");
  }
}
