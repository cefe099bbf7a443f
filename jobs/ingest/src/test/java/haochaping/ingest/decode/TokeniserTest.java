package haochaping.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokeniserTest {
  private final Tokeniser tokeniser = new Tokeniser(Sent.KEY);

  /**
   * HMAC-SHA-256 by OpenSSL 3, twice, from the key 01 08 0f … (steps of 7):
   *
   * <pre>
   * printf 'haochaping token' | openssl mac -digest SHA256 -macopt hexkey:KEY HMAC    = TOKENKEY
   * printf 370402199001011238 | openssl mac -digest SHA256 -macopt hexkey:TOKENKEY HMAC
   * </pre>
   *
   * of whose result the first 16 bytes are kept, in URL-safe Base64.
   */
  @Test
  void tokenIsTheOneThatOpensslGives() {
    assertThat(tokeniser.token("370402199001011238")).isEqualTo("A-c4wNoUHy0H0hiAA3k7TA");
  }

  @Test
  void tokenIsTheSameEveryTimeAndEverywhere() {
    String token = tokeniser.token("370402199001011238");
    assertThat(token).hasSize(22).matches("[A-Za-z0-9_-]+");
    assertThat(tokeniser.token("13800001234")).isNotEqualTo(token);
    assertThat(tokeniser.token("370402199001011238")).isEqualTo(token);
    assertThat(new Tokeniser(Sent.KEY).token("370402199001011238")).isEqualTo(token);
    assertThat(tokeniser.token(null)).isNull();
  }

  @Test
  void anotherKeyGivesOtherTokens() {
    assertThat(new Tokeniser(new byte[32]).token("13800001234"))
        .isNotEqualTo(tokeniser.token("13800001234"));
  }

  @Test
  void tokensOfManyNumbersAreDistinct() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      tokens.add(tokeniser.token("138" + (10_000_000 + i)));
    }
    assertThat(tokens).hasSize(20_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 700, 65_536, 200_000})
  void payloadComesBack(int length) throws GeneralSecurityException {
    byte[] plain = new byte[length];
    java.util.Arrays.fill(plain, (byte) 0xFF);
    byte[] sealed = tokeniser.encrypt(plain);
    // Nonce and tag.
    assertThat(sealed).hasSize(length + 12 + 16);
    assertThat(new Tokeniser(Sent.KEY).decrypt(sealed)).isEqualTo(plain);
  }

  @Test
  void samePayloadIsSealedDifferentlyEachTime() {
    byte[] plain = "record".getBytes(StandardCharsets.UTF_8);
    assertThat(tokeniser.encrypt(plain)).isNotEqualTo(tokeniser.encrypt(plain));
  }

  @Test
  void changedPayloadOrOtherKeyOpensNothing() {
    byte[] sealed = tokeniser.encrypt("record".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> new Tokeniser(new byte[32]).decrypt(sealed))
        .isInstanceOf(AEADBadTagException.class);
    byte[] changed = sealed.clone();
    changed[changed.length - 20] ^= 1;
    assertThatThrownBy(() -> tokeniser.decrypt(changed)).isInstanceOf(AEADBadTagException.class);
  }

  @Test
  void keyOfTheWrongLengthIsRefused() {
    assertThatThrownBy(() -> new Tokeniser(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key has 16 bytes, not 32");
  }
}
