package haochaping.local.services;

import haochaping.local.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Superset: the dashboards. */
public final class Superset extends Service {
  /** Whom Superset is before Trino; it may speak for those who are logged in. */
  private static final String ACCOUNT = "superset";

  private static final Duration VALIDITY = Duration.ofDays(3);

  public Superset(World world) {
    super(world, "superset");
  }

  @Override
  public String address() {
    return "http://" + World.HOST + ":" + world.port(World.Port.SUPERSET);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(120);
  }

  @Override
  protected List<World.Port> ports() {
    return List.of(World.Port.SUPERSET);
  }

  private static Path script(World world, String name) {
    return world.root().resolve("infra/superset").resolve(name);
  }

  private static String venv(World world) {
    return world.root().resolve("infra/superset/target/venv").toString();
  }

  /** Makes the virtual environment once for all worlds of the checkout. */
  public static void install(World world) {
    Commands.run(
        "installing Superset",
        world.log("superset-install"),
        Map.of("SUPERSET_VENV", venv(world)),
        List.of(script(world, "prepare.sh").toString()));
  }

  /** Brings its database, accounts and dashboards up to date; Trino must answer. */
  public static void initialise(World world) {
    initialise(world, world.root().resolve("dashboards"));
  }

  /**
   * The same with dashboards of one's own.
   *
   * @param dashboards folder with {@code assets} and {@code locales}
   */
  public static void initialise(World world, Path dashboards) {
    signToken(world);
    Map<String, String> environment = environment(world);
    environment.put("SUPERSET_DASHBOARDS", dashboards.toString());
    Commands.run(
        "preparing Superset",
        world.log("superset-init"),
        environment,
        List.of(script(world, "init.sh").toString()));
  }

  private static Path tokenFile(World world) {
    return world.folder("keys").resolve("superset.jwt");
  }

  /** Signs anew who Superset is: at least once a day, since a token ends. */
  public static void signToken(World world) {
    World.writeOwn(tokenFile(world), Keys.of(world).token(ACCOUNT, VALIDITY));
  }

  private static Map<String, String> environment(World world) {
    String password = java.net.URLEncoder.encode(world.secret("postgres"), StandardCharsets.UTF_8);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SUPERSET_VENV", venv(world));
    environment.put("SUPERSET_HOME", world.folder("superset").toString());
    environment.put("SUPERSET_SECRET_KEY", world.secret("superset.key"));
    environment.put(
        "SUPERSET_DB_URI",
        "postgresql+psycopg2://"
            + Postgres.USER
            + ":"
            + password
            + "@"
            + World.HOST
            + ":"
            + world.port(World.Port.POSTGRES)
            + "/"
            + Postgres.SUPERSET_DATABASE);
    environment.put("SUPERSET_ACCOUNTS", world.accountsFile().toString());
    environment.put("TRINO_HOST", World.HOST);
    environment.put("TRINO_PORT", Integer.toString(world.port(World.Port.TRINO)));
    environment.put("TRINO_TOKEN_FILE", tokenFile(world).toString());
    environment.put("TRINO_CA_FILE", Keys.of(world).certificate().toString());
    environment.put("PORT", Integer.toString(world.port(World.Port.SUPERSET)));
    return environment;
  }

  @Override
  protected ProcessBuilder command() {
    ProcessBuilder builder = new ProcessBuilder(script(world, "serve.sh").toString());
    builder.environment().putAll(environment(world));
    return builder;
  }

  @Override
  public boolean isReady() {
    return get(address() + "/health", Map.of()).filter(answer -> answer.contains("OK")).isPresent();
  }
}
