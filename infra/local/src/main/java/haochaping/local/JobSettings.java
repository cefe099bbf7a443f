package haochaping.local;

import haochaping.local.services.Postgres;
import haochaping.platform.JobOptions;
import org.apache.flink.configuration.Configuration;

/** What the jobs must know of a world. */
public final class JobSettings {
  private JobSettings() {}

  public static Configuration of(World world) {
    Configuration options = new Configuration();
    options.set(JobOptions.KAFKA_BOOTSTRAP, world.kafka());
    options.set(JobOptions.CATALOG_URI, world.jdbc(Postgres.CATALOG_DATABASE));
    options.set(JobOptions.CATALOG_USER, Postgres.USER);
    options.set(JobOptions.CATALOG_PASSWORD, world.secret("postgres"));
    options.set(JobOptions.WAREHOUSE, world.warehouse());
    options.set(JobOptions.TOKEN_KEY_FILE, world.tokenKeyFile().toString());
    options.set(JobOptions.PROFILES, world.data().resolve("sources").toString());
    return options;
  }
}
