package haochaping.local.services;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.platform.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The Trino server over the lake, with the views that people query. */
public final class Trino extends Service {
  public static final String OPERATOR = "operator";

  private static final int ATTEMPTS = 5;

  /** Of a token that a command signs for itself. */
  private static final Duration VALIDITY = Duration.ofHours(12);

  /** Made first and in this order: the other views build on them. */
  private static final List<String> FIRST_VIEWS = List.of("names", "services", "reviews");

  public Trino(World world) {
    super(world, "trino");
  }

  @Override
  public String address() {
    return "https://" + World.HOST + ":" + world.port(World.Port.TRINO);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(180);
  }

  @Override
  protected List<World.Port> ports() {
    return List.of(World.Port.TRINO, World.Port.TRINO_INTERNAL);
  }

  private static Path home(World world) {
    return world.root().resolve("infra/trino/target/server");
  }

  /** Fetches and assembles the server once for all worlds of the checkout. */
  public static void install(World world) {
    Commands.run(
        "assembling Trino",
        world.log("trino-install"),
        Map.of("JAVA25_HOME", Java.home25().toString()),
        List.of(
            world.root().resolve("infra/trino/assemble.sh").toString(), home(world).toString()));
  }

  @Override
  protected ProcessBuilder command() throws IOException {
    Path etc = world.folder("trino/etc");
    Keys keys = Keys.of(world);
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("https.port", Integer.toString(world.port(World.Port.TRINO))),
            Map.entry("http.port", Integer.toString(world.port(World.Port.TRINO_INTERNAL))),
            Map.entry("keystore", keys.store().toString()),
            Map.entry("keystore.password", world.secret("trino.store")),
            Map.entry("token.key", keys.publicKey().toString()),
            Map.entry("token.issuer", Keys.ISSUER),
            Map.entry("internal.secret", world.secret("trino.internal")),
            Map.entry("data.dir", world.folder("trino/data").toString()),
            Map.entry("etc.dir", etc.toString()),
            Map.entry("jdbc.url", world.jdbc(Postgres.CATALOG_DATABASE)),
            Map.entry("jdbc.user", Postgres.USER),
            Map.entry("jdbc.password", world.secret("postgres")),
            Map.entry("warehouse", world.warehouse()));
    Path templates = world.root().resolve("infra/trino/etc");
    try (java.util.stream.Stream<Path> files = Files.walk(templates)) {
      for (Path template : files.filter(Files::isRegularFile).toList()) {
        fill(template, etc.resolve(templates.relativize(template).toString()), values);
      }
    }
    // It looks for etc/resource-groups.properties where it is started.
    return new ProcessBuilder(
            Java.home25().resolve("bin/java").toString(),
            "@" + etc.resolve("jvm.config"),
            "-cp",
            home(world).resolve("lib") + "/*",
            "io.trino.server.TrinoServer",
            etc.toString())
        .directory(etc.getParent().toFile());
  }

  private static void fill(Path template, Path target, Map<String, String> values)
      throws IOException {
    String text = Files.readString(template);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    Files.createFile(
        target,
        java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
            java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
    Files.writeString(target, text);
  }

  @Override
  public boolean isReady() {
    String internal = "http://" + World.HOST + ":" + world.port(World.Port.TRINO_INTERNAL);
    return get(internal + "/v1/info", Map.of())
        .filter(info -> info.contains("\"starting\":false"))
        .isPresent();
  }

  /**
   * A connection of an account.
   *
   * @throws Failure when Trino does not answer
   */
  public static Connection reach(World world, String user) throws SQLException {
    Trino trino = new Trino(world);
    if (!trino.isReady()) {
      throw Failure.of(
          "Trino does not answer at " + trino.address() + ": start the stack with infra/hcp up");
    }
    return connect(world, user);
  }

  /** A connection of an account, to a Trino that may not answer yet. */
  public static Connection connect(World world, String user) throws SQLException {
    Keys keys = Keys.of(world);
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("accessToken", keys.token(user, VALIDITY));
    properties.setProperty("SSL", "true");
    properties.setProperty("SSLTrustStorePath", keys.certificate().toString());
    properties.setProperty("timezone", "Asia/Shanghai");
    return DriverManager.getConnection(
        "jdbc:trino://" + World.HOST + ":" + world.port(World.Port.TRINO) + "/lake/analysis",
        properties);
  }

  /** Makes the views and loads the reference data, unless they are as they should be. */
  @Override
  protected void afterStart() {
    Path views = world.root().resolve("schemas/views");
    Path done = world.data().resolve("trino").resolve("views.sha256");
    try {
      List<Path> files = inOrder(views);
      String digest = digest(files);
      if (Files.exists(done) && Files.readString(done).equals(digest)) {
        return;
      }
      try (Connection connection = connect(world, OPERATOR)) {
        connection.setSchema("core");
        load(connection);
        for (Path file : files) {
          define(connection, file, Files.readString(file));
        }
      }
      Files.writeString(done, digest);
    } catch (IOException e) {
      throw Failure.of("cannot read the views in " + views + ": " + World.reason(e), e);
    } catch (SQLException e) {
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
  }

  /** Trino answers its first requests before it is warm, and drops one now and then. */
  private static void define(Connection connection, Path file, String sql) {
    for (int attempt = 1; ; attempt++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(inLake(sql));
        return;
      } catch (SQLException e) {
        boolean refused = e.getMessage().startsWith("Query failed");
        if (refused || attempt == ATTEMPTS) {
          throw Failure.of(file + ": " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  /** The files name schemas; a view must name the catalog too, whoever reads it. */
  private static String inLake(String sql) {
    return sql.replaceAll("(?<![\\w.])(core|analysis|published)\\.", "lake.$1.");
  }

  private static List<Path> inOrder(Path views) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String first : FIRST_VIEWS) {
      files.add(views.resolve(first + ".sql"));
    }
    try (java.util.stream.Stream<Path> all = Files.list(views)) {
      all.filter(file -> file.toString().endsWith(".sql"))
          .filter(file -> !files.contains(file))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }

  private static String digest(List<Path> files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(Files.readAllBytes(file));
      }
      for (String reference : List.of("areas", "tags")) {
        digest.update(Reference.rows(reference).toString().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The reference data that views look into; names in the feed are newer and go before. */
  private static void load(Connection connection) throws SQLException {
    List<String[]> names = new ArrayList<>();
    for (Map<String, String> row : Reference.rows("areas")) {
      boolean isCity = row.get("code").endsWith("00");
      if (isCity) {
        names.add(new String[] {"city", row.get("code"), row.get("name")});
      }
      // The city's own departments are a district of their own.
      String name = isCity ? row.get("name") + "本级" : row.get("name");
      names.add(new String[] {"district", row.get("code"), name});
    }
    insert(
        connection,
        "insert into names select dimension, key, name, timestamp '1970-01-01 00:00:00 UTC'"
            + " from (values %s) as t (dimension, key, name)",
        names);
    replace(connection, "delete from tags");
    List<String[]> tags = new ArrayList<>();
    for (Map<String, String> row : Reference.rows("tags")) {
      tags.add(
          new String[] {row.get("code"), row.get("level"), row.get("text"), row.get("driver")});
    }
    insert(
        connection,
        "insert into tags select code, cast(level as integer), text, driver"
            + " from (values %s) as t (code, level, text, driver)",
        tags);
  }

  private static void replace(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void insert(Connection connection, String sql, List<String[]> rows)
      throws SQLException {
    StringBuilder values = new StringBuilder();
    for (String[] row : rows) {
      values.append(values.isEmpty() ? "(" : ", (");
      values.append("?, ".repeat(row.length - 1)).append("?)");
    }
    try (PreparedStatement statement = connection.prepareStatement(String.format(sql, values))) {
      int i = 1;
      for (String[] row : rows) {
        for (String value : row) {
          statement.setString(i++, value);
        }
      }
      statement.execute();
    }
  }
}
