package haochaping.ingest.decode;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns identities into tokens and hides rejected records, each with a key derived from the
 * deployment's.
 *
 * <p>A token is the first 128 bits of HMAC-SHA-256, in URL-safe Base64 without padding: 22
 * characters. A plain digest would not do: all certificate numbers can be tried in minutes.
 *
 * <p>Not thread-safe.
 */
final class Tokeniser {
  static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int TOKEN_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Mac mac;
  private final SecretKeySpec payloadKey;
  private final SecureRandom random = new SecureRandom();

  Tokeniser(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key has " + key.length + " bytes, not " + KEY_BYTES);
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] token = mac.doFinal("haochaping token".getBytes(StandardCharsets.US_ASCII));
      byte[] payload = mac.doFinal("haochaping payload".getBytes(StandardCharsets.US_ASCII));
      mac.init(new SecretKeySpec(token, "HmacSHA256"));
      payloadKey = new SecretKeySpec(payload, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The token of an identity, or null for null. */
  String token(String identity) {
    if (identity == null) {
      return null;
    }
    byte[] digest = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
    return new String(
        BASE64.encode(Arrays.copyOf(digest, TOKEN_BYTES)), StandardCharsets.ISO_8859_1);
  }

  /** A nonce and the bytes encrypted with AES-256-GCM. */
  byte[] encrypt(byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, payloadKey, new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes that {@link #encrypt} hid. */
  byte[] decrypt(byte[] sealed) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, payloadKey, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
    return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }
}
