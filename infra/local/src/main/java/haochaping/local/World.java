package haochaping.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import haochaping.platform.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One data directory and everything in it: a world of its own, with its ports and secrets.
 *
 * <pre>
 * world.json      ports, feed
 * secrets.json    generated passwords and keys, mode 600
 * accounts.json   account to password, mode 600
 * token.key       the key of tokens and rejected payloads, mode 600
 * keys/           Trino's certificate and the key that signs who somebody is
 * contacts.yaml   whom to tell, mode 600
 * mailbox/        letters, where the contacts name no mail server
 * run/            a file for each running process
 * logs/           what each process printed
 * kafka/ postgres/ warehouse/ state/ trino/ superset/ deliver/
 * </pre>
 */
public final class World {
  /** The services' ports lie from the base on, in this order. */
  public enum Port {
    TRINO,
    FLINK,
    SUPERSET,
    KAFKA,
    KAFKA_CONTROLLER,
    POSTGRES,
    DELIVER,
    TRINO_INTERNAL
  }

  public static final int DEFAULT_PORT_BASE = 18080;
  public static final String HOST = "127.0.0.1";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final List<String> ACCOUNTS =
      List.of("admin", "analyst", "leader", "supervisor", "assessor", "operator");
  private static final String DEPARTMENT = "department:";

  private final Path root;
  private final Path data;
  private final Map<String, String> settings;
  private final Map<String, String> secrets;

  private World(Path root, Path data, Map<String, String> settings, Map<String, String> secrets) {
    this.root = root;
    this.data = data;
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * Opens a world, or makes one.
   *
   * @param root of the checkout
   * @param data the data directory
   */
  public static World openOrCreate(Path root, Path data) {
    Path folder = data.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(folder.resolve("run"));
      Files.createDirectories(folder.resolve("logs"));
    } catch (IOException e) {
      throw Failure.of("cannot make the data directory " + folder + ": " + reason(e));
    }
    return new World(root, folder, read(folder.resolve("world.json")), secrets(folder));
  }

  /** Opens a world that exists; a clear error otherwise. */
  public static World open(Path root, Path data) {
    if (!Files.exists(data.resolve("secrets.json"))) {
      throw Failure.of("no world in " + data + ": make one with infra/hcp up --data " + data);
    }
    return openOrCreate(root, data);
  }

  /** The root of the checkout that this program runs from. */
  public static Path checkout() {
    String home = System.getProperty("hcp.root");
    return Path.of(home == null ? "." : home).toAbsolutePath().normalize();
  }

  private static Map<String, String> secrets(Path folder) {
    Path file = folder.resolve("secrets.json");
    Map<String, String> secrets = read(file);
    int before = secrets.size();
    SecureRandom random = new SecureRandom();
    for (String name :
        new String[] {
          "postgres", "superset.key", "deliver.link", "trino.store", "trino.internal"
        }) {
      secrets.computeIfAbsent(name, n -> secret(random, 32));
    }
    secrets.computeIfAbsent("token.key", n -> base64(random));
    if (secrets.size() != before) {
      writePrivate(file, secrets);
    }
    addAccounts(folder.resolve("accounts.json"), random);
    Path key = folder.resolve("token.key");
    if (!Files.exists(key)) {
      writePrivate(key, secrets.get("token.key") + "\n");
    }
    return secrets;
  }

  /** Who is in the file keeps the password there; a deployment may add departments of its own. */
  private static void addAccounts(Path file, SecureRandom random) {
    Map<String, String> passwords = new LinkedHashMap<>(read(file));
    int before = passwords.size();
    for (String account : ACCOUNTS) {
      passwords.computeIfAbsent(account, a -> secret(random, 12));
    }
    for (Map<String, String> department : Reference.rows("departments")) {
      passwords.computeIfAbsent(DEPARTMENT + department.get("dept_code"), a -> secret(random, 12));
    }
    if (passwords.size() != before) {
      writePrivate(file, passwords);
    }
  }

  private static String base64(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String secret(SecureRandom random, int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {});
    } catch (IOException e) {
      throw Failure.of(file + " cannot be read: " + reason(e));
    }
  }

  private static void writePrivate(Path file, Object value) {
    try {
      Path fresh = Files.createTempFile(file.getParent(), ".new", null);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.writeString(
          fresh, value instanceof String text ? text : JSON.writeValueAsString(value) + "\n");
      move(fresh, file);
    } catch (IOException e) {
      throw Failure.of("cannot write " + file + ": " + reason(e));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What an I/O error says, in words. */
  public static String reason(Exception e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "access denied";
    }
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "no such file";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  public Path root() {
    return root;
  }

  public Path data() {
    return data;
  }

  /** A folder of the world, made where missing. */
  public Path folder(String name) {
    Path folder = data.resolve(name);
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Writes a file that only its owner reads, whole or not at all. */
  public static void writeOwn(Path file, String text) {
    writePrivate(file, text);
  }

  public Path contactsFile() {
    return data.resolve("contacts.yaml");
  }

  /** Generated passwords and keys, and those that a deployment adds, by name. */
  public Path secretsFile() {
    return data.resolve("secrets.json");
  }

  public Set<String> secretNames() {
    return Collections.unmodifiableSet(secrets.keySet());
  }

  /** Letters, where the contacts name no mail server. */
  public Path mailbox() {
    return data.resolve("mailbox");
  }

  public Path log(String process) {
    return data.resolve("logs").resolve(process + ".log");
  }

  /** Names of the accounts that have a password. */
  public Set<String> accounts() {
    return read(accountsFile()).keySet();
  }

  public Path accountsFile() {
    return data.resolve("accounts.json");
  }

  public Path tokenKeyFile() {
    return data.resolve("token.key");
  }

  public String secret(String name) {
    return secrets.get(name);
  }

  public int port(Port port) {
    return portBase() + port.ordinal();
  }

  public int portBase() {
    return Integer.parseInt(
        settings.getOrDefault("port-base", Integer.toString(DEFAULT_PORT_BASE)));
  }

  /** A setting of the world, or null. */
  public String setting(String name) {
    return settings.get(name);
  }

  public void setting(String name, String value) {
    settings.put(name, value);
    writePrivate(data.resolve("world.json"), settings);
  }

  public String kafka() {
    return HOST + ":" + port(Port.KAFKA);
  }

  public String jdbc(String database) {
    return "jdbc:postgresql://" + HOST + ":" + port(Port.POSTGRES) + "/" + database;
  }

  public String warehouse() {
    return "file://" + folder("warehouse");
  }
}
