package haochaping.statistics.concentration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Percentage;

/** What several tests of this package use. */
final class Given {
  static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

  private Given() {}

  static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
