package haochaping.platform;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the jobs: type, default and meaning of each in one place. */
public final class JobOptions {
  public static final ConfigOption<String> KAFKA_BOOTSTRAP =
      ConfigOptions.key("hcp.kafka.bootstrap")
          .stringType()
          .noDefaultValue()
          .withDescription("Address of the broker, for example 127.0.0.1:9092.");

  public static final ConfigOption<String> CATALOG_URI =
      ConfigOptions.key("hcp.catalog.uri")
          .stringType()
          .noDefaultValue()
          .withDescription("JDBC address of the Iceberg catalog's database.");

  public static final ConfigOption<String> CATALOG_USER =
      ConfigOptions.key("hcp.catalog.user")
          .stringType()
          .noDefaultValue()
          .withDescription("User of the catalog's database.");

  public static final ConfigOption<String> CATALOG_PASSWORD =
      ConfigOptions.key("hcp.catalog.password")
          .stringType()
          .noDefaultValue()
          .withDescription("Password of that user.");

  public static final ConfigOption<String> WAREHOUSE =
      ConfigOptions.key("hcp.catalog.warehouse")
          .stringType()
          .noDefaultValue()
          .withDescription("Where the tables' files lie, for example file:///srv/hcp/warehouse.");

  public static final ConfigOption<String> TOKEN_KEY_FILE =
      ConfigOptions.key("hcp.ingest.token-key-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the deployment's 32-byte key in Base64: identities become tokens with it,"
                  + " rejected payloads are encrypted with it. Another key gives other tokens.");

  public static final ConfigOption<String> PROFILES =
      ConfigOptions.key("hcp.ingest.profiles")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder of further source profiles; those of the schemas are always known.");

  public static final ConfigOption<Duration> STATE_TTL =
      ConfigOptions.key("hcp.ingest.state-ttl")
          .durationType()
          .defaultValue(Duration.ofDays(400))
          .withDescription(
              "How long a project is remembered after its last record. Shorter: less state, but a"
                  + " verdict that comes later finds no review. 0: for ever.");

  public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
      ConfigOptions.key("hcp.ingest.out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "How long after midnight a day stays open for its last reviews. What comes later is"
                  + " counted too, and the day restated.");

  public static final ConfigOption<Boolean> BACKFILL =
      ConfigOptions.key("hcp.backfill")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Bounded run: days close by event time alone and a review waits for its case.");

  public static final ConfigOption<String> CITY =
      ConfigOptions.key("hcp.city")
          .stringType()
          .defaultValue("370400")
          .withDescription("Key of the city that every review is counted under.");

  public static final ConfigOption<Integer> COMBINE =
      ConfigOptions.key("hcp.measure.combine")
          .intType()
          .defaultValue(65_536)
          .withDescription(
              "Pairs of key and hour that are added up before the shuffle. More: fewer rows in"
                  + " core.counts, more memory.");

  public static final ConfigOption<Double> FALSE_ALARMS =
      ConfigOptions.key("hcp.detect.false-alarms")
          .doubleType()
          .defaultValue(1.0)
          .withDescription(
              "False alarms of the charts that each level (districts, departments, matters, staff)"
                  + " may have a year. Fewer: true rises are seen later.");

  private JobOptions() {}
}
