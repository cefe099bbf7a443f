package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Credit codes of GB 32100-2015. The good ones are published codes of companies (the second is the
 * example that the documentation of the library js-xxx gives for a valid code).
 */
class UsccTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "914403001922038216",
        "9144030071526726XG",
        "91330100799655058B",
        "91440300708461136T",
        "91110000710925462X"
      })
  void publishedCodesAreValid(String code) {
    assertThat(Uscc.isValid(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "914403001922038217", // check character
        "914403001922038261", // two characters swapped
        "91440300192203821", // 17
        "9144030019220382166", // 19
        "91440300I922038216", // I is not in the alphabet
        "91330100799655058b", // nor are small letters
        ""
      })
  void brokenCodesAreNot(String code) {
    assertThat(Uscc.isValid(code)).isFalse();
  }

  /** GB 32100's own definition, weights as powers of 3 modulo 31, over every check character. */
  @ParameterizedTest
  @ValueSource(strings = {"11370402MB2857833", "11370400HCP010375", "12345678ABCDEFGHJ"})
  void exactlyOneCheckCharacterFits(String body) {
    String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += alphabet.indexOf(body.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    char right = alphabet.charAt((31 - sum % 31) % 31);
    for (int i = 0; i < alphabet.length(); i++) {
      char check = alphabet.charAt(i);
      assertThat(Uscc.isValid(body + check)).as(body + check).isEqualTo(check == right);
    }
  }
}
