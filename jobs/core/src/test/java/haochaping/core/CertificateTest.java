package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Placeholders among certificate numbers. The check character of GB 11643 is that of ISO 7064 MOD
 * 11-2: worked by hand for 37040219900101123: 3*7+7*9+0*10+4*5+0*8+2*4+1*2+9*1+9*6+0*3+0*7+1*9+
 * 0*10+1*5+1*8+2*4+3*2 = 213, 213 mod 11 = 4, and 4 stands for 8.
 */
class CertificateTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "370402199001011238",
        "11010519491231002X", // the standard's own example
        "11010519491231002x",
        "440524188001010014", // the standard's other example
        "E12345678", // a passport
        "914403001922038216", // a company's credit code, which happens to be digits only
        "370402900101123" // 15 digits: the form before 1999 has no check character
      })
  void numbersOfSomebodyAreNone(String number) {
    assertThat(Certificate.isPlaceholder(number)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "000000000000000000",
        "111111111111111111",
        "XXXXXXXXXXXXXXXXXX",
        "370402199001011234", // the check character is 8
        "37040219900101123X",
        "110105194912310021"
      })
  void numbersOfNobodyAre(String number) {
    assertThat(Certificate.isPlaceholder(number)).isTrue();
  }
}
