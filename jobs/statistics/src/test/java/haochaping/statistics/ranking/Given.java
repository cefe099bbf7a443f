package haochaping.statistics.ranking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Percentage;

/** Classes of targets that several tests look at. */
final class Given {
  static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);
  static final Percentage FIVE_DIGITS = Percentage.withPercentage(1e-3);

  /** Eight siblings that differ. */
  static final List<RawRate> EIGHT =
      rates(
          new long[] {6, 4, 2, 1, 9, 0, 1, 12},
          new long[] {52000, 8000, 31000, 1200, 90000, 15000, 400, 22000});

  /** Five that vary less than chance would have them. */
  static final List<RawRate> ALIKE =
      rates(new long[] {5, 9, 2, 7, 12}, new long[] {50000, 80000, 30000, 60000, 110000});

  private Given() {}

  static List<RawRate> rates(long[] bad, long[] reviews) {
    List<RawRate> rates = new ArrayList<>();
    for (int i = 0; i < bad.length; i++) {
      rates.add(new RawRate(bad[i], reviews[i]));
    }
    return rates;
  }

  static List<StandardisedRatio> ratios(long[] observed, double[] expected) {
    List<StandardisedRatio> ratios = new ArrayList<>();
    for (int i = 0; i < observed.length; i++) {
      ratios.add(new StandardisedRatio(observed[i], expected[i]));
    }
    return ratios;
  }

  static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
