package haochaping.ingest;

import haochaping.ingest.decode.RecordDecoder;
import haochaping.ingest.state.IntakeSerializer;
import haochaping.platform.JobOptions;
import haochaping.platform.KafkaEdges;
import haochaping.platform.Lake;
import haochaping.platform.Reference;
import haochaping.platform.SourceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Joins the ingest to Kafka and Iceberg. */
public final class IngestJob {
  /** Name of the job, also that of its folder of checkpoints. */
  public static final String NAME = "ingest";

  private IngestJob() {}

  /**
   * Defines the job.
   *
   * @param partitions of the changelog topic
   * @throws IOException when the key file cannot be read
   */
  public static void define(StreamExecutionEnvironment env, ReadableConfig options, int partitions)
      throws IOException {
    RecordDecoder decoder = decoder(options);
    DataStream<Intake> raw = KafkaEdges.raw(env, options, decoder, IntakeSerializer.TYPE);
    Lake lake = new Lake(options);
    int parallelism = env.getParallelism();
    IngestTopology.define(
        raw,
        options,
        partitions,
        new IngestTopology.Outputs(
            changes -> KafkaEdges.writeChanges(changes, options),
            rows -> lake.append(rows, "review_changes", parallelism),
            rows -> lake.append(rows, "services", parallelism),
            rows -> lake.append(rows, "rectifications", parallelism),
            rows -> lake.append(rows, "rejected", parallelism),
            rows -> lake.append(rows, "repeats", parallelism),
            rows -> lake.append(rows, "names", parallelism)));
  }

  /**
   * Reads raw records as the job does.
   *
   * @throws IOException when the key file cannot be read
   */
  public static RecordDecoder decoder(ReadableConfig options) throws IOException {
    return new RecordDecoder(profiles(options), knownTags(), key(options));
  }

  /** The source profiles of a deployment, by name. */
  public static Map<String, SourceProfile> profiles(ReadableConfig options) {
    String folder = options.get(JobOptions.PROFILES);
    return SourceProfile.all(folder == null ? null : Path.of(folder));
  }

  private static Set<String> knownTags() {
    return Reference.rows("tags").stream()
        .map(row -> row.get("code"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static byte[] key(ReadableConfig options) throws IOException {
    Path file = Path.of(options.get(JobOptions.TOKEN_KEY_FILE));
    return Base64.getDecoder().decode(Files.readString(file).strip());
  }
}
