package haochaping.local.services;

import haochaping.local.Failure;
import haochaping.local.World;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Whom Trino believes: its certificate, and the key that signs who somebody is. Made once for a
 * world, in its folder {@code keys}; only its owner reads them.
 *
 * <pre>
 * trino.p12     key and certificate of the server, password in secrets.json
 * trino.pem     the certificate, for those who connect
 * token.pem     private key (PKCS #8, RSA 3072) of the tokens
 * token.pub     its public half, for Trino
 * </pre>
 */
public final class Keys {
  /** Who signs; Trino asks for it. */
  static final String ISSUER = "haochaping";

  private static final String ALIAS = "trino";
  private static final int BITS = 3072;
  private static final int DAYS_OF_CERTIFICATE = 3650;
  private static final int LINE = 64;

  private final World world;
  private final Path folder;

  private Keys(World world) {
    this.world = world;
    folder = world.folder("keys");
  }

  /** The keys of a world, made where they are missing. */
  public static Keys of(World world) {
    Keys keys = new Keys(world);
    synchronized (Keys.class) {
      try {
        if (!Files.exists(keys.certificate())) {
          keys.makeCertificate();
        }
        if (!Files.exists(keys.publicKey())) {
          keys.makeTokenKey();
        }
      } catch (IOException | GeneralSecurityException e) {
        throw Failure.of("cannot make keys in " + keys.folder + ": " + World.reason(e), e);
      }
    }
    return keys;
  }

  /** Key and certificate of the server. */
  Path store() {
    return folder.resolve("trino.p12");
  }

  /** The certificate in PEM: what those who connect must trust. */
  public Path certificate() {
    return folder.resolve("trino.pem");
  }

  /** What checks tokens, in PEM. */
  Path publicKey() {
    return folder.resolve("token.pub");
  }

  private Path privateKey() {
    return folder.resolve("token.pem");
  }

  /** The JDK has no public way to sign a certificate but this tool. */
  private void makeCertificate() throws IOException, GeneralSecurityException {
    Files.deleteIfExists(store());
    Commands.run(
        "making Trino's certificate",
        world.log("keytool"),
        Map.of("STORE_PASSWORD", world.secret("trino.store")),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-keysize",
            Integer.toString(BITS),
            "-dname",
            "CN=haochaping",
            "-ext",
            "SAN=ip:" + World.HOST + ",dns:localhost",
            "-validity",
            Integer.toString(DAYS_OF_CERTIFICATE),
            "-storetype",
            "PKCS12",
            "-keystore",
            store().toString(),
            "-storepass:env",
            "STORE_PASSWORD"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(store().toFile())) {
      store.load(in, world.secret("trino.store").toCharArray());
    }
    World.writeOwn(certificate(), pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
  }

  private void makeTokenKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    KeyPair pair = generator.generateKeyPair();
    World.writeOwn(privateKey(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    World.writeOwn(publicKey(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }

  /**
   * A signed word (JWT, RS256) that its bearer is the account.
   *
   * @param validity from now on
   */
  public String token(String account, Duration validity) {
    JwtClaims claims = new JwtClaims();
    claims.setSubject(account);
    claims.setIssuer(ISSUER);
    claims.setIssuedAtToNow();
    claims.setExpirationTime(
        NumericDate.fromMilliseconds(Instant.now().plus(validity).toEpochMilli()));
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setPayload(claims.toJson());
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
      signature.setKey(signingKey());
      return signature.getCompactSerialization();
    } catch (JoseException | IOException | GeneralSecurityException e) {
      throw Failure.of("cannot sign with " + privateKey() + ": " + World.reason(e), e);
    }
  }

  private PrivateKey signingKey() throws IOException, GeneralSecurityException {
    String text = Files.readString(privateKey(), StandardCharsets.US_ASCII);
    byte[] bytes = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }
}
