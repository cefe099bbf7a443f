package haochaping.local.services;

import haochaping.core.Stream;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.platform.RetentionProfile;
import haochaping.platform.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker that is its own controller. */
public final class Kafka extends Service {
  /** Partitions of the raw topics and of the changelog: equal keys share a number. */
  public static final int PARTITIONS = 4;

  /** What makes files of a topic short and lets them go at once. */
  public static final List<String> SHORT_FILES = List.of("segment.ms", "file.delete.delay.ms");

  private static final int LARGEST_RECORD = 8 << 20;

  public Kafka(World world) {
    super(world, "kafka");
  }

  @Override
  public String address() {
    return world.kafka();
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(60);
  }

  @Override
  protected List<World.Port> ports() {
    return List.of(World.Port.KAFKA, World.Port.KAFKA_CONTROLLER);
  }

  @Override
  protected ProcessBuilder command() throws IOException {
    Path home = world.folder("kafka");
    Path logs = home.resolve("data");
    Path properties = home.resolve("server.properties");
    int controller = world.port(World.Port.KAFKA_CONTROLLER);
    Files.writeString(
        properties,
        String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controller,
                "listeners=PLAINTEXT://" + world.kafka() + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners=PLAINTEXT://" + world.kafka(),
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "inter.broker.listener.name=PLAINTEXT",
                "log.dirs=" + logs,
                "auto.create.topics.enable=false",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=4",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "message.max.bytes=" + LARGEST_RECORD,
                "log.retention.ms=-1",
                // What was erased is to leave the disk while somebody waits for it.
                "log.retention.check.interval.ms=5000",
                "log.retention.bytes=-1")
            + "\n");
    if (!Files.exists(logs.resolve("meta.properties"))) {
      format(logs);
    }
    return new ProcessBuilder(
        Java.command(
            List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-Xlog:disable"),
            "kafka.Kafka",
            properties.toString()));
  }

  private static void format(Path logs) {
    try {
      Files.createDirectories(logs);
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(logs.toString())
          .addDirectory(logs.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(true)
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .run();
    } catch (Exception e) {
      throw Failure.of("Kafka's folder " + logs + " cannot be formatted: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isReady() {
    if (!listens(world.port(World.Port.KAFKA))) {
      return false;
    }
    try (Admin admin = admin(world)) {
      admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where the broker keeps a partition. */
  public static Path folder(World world, TopicPartition partition) {
    return world.folder("kafka").resolve("data").resolve(partition.toString());
  }

  /** A client for the broker's administration. */
  public static Admin admin(World world) {
    return Admin.create(
        Map.of(
            "bootstrap.servers", world.kafka(),
            "request.timeout.ms", "20000",
            "default.api.timeout.ms", "30000"));
  }

  /**
   * Waits until the broker leads every partition. One that it does not lead yet refuses a
   * producer's first batch and may take the second: then the first is out of order for ever.
   */
  private static void awaitLeaders(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    admin.listOffsets(partitions).all().get();
  }

  /** How long records about people stay; a command that was killed may have left short files. */
  private static void keep(Admin admin, int days) throws ExecutionException, InterruptedException {
    String millis = days == 0 ? "-1" : Long.toString(Duration.ofDays(days).toMillis());
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    List<AlterConfigOp> settings = new ArrayList<>();
    settings.add(
        new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET));
    for (String name : SHORT_FILES) {
      settings.add(new AlterConfigOp(new ConfigEntry(name, ""), AlterConfigOp.OpType.DELETE));
    }
    for (String topic : Topics.aboutPeople()) {
      changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), settings);
    }
    admin.incrementalAlterConfigs(changes).all().get();
  }

  /** Makes the topics. The raw ones carry the broker's clock, which is the ingest clock. */
  @Override
  protected void afterStart() {
    try (Admin admin = admin(world)) {
      Set<String> known = new HashSet<>(admin.listTopics().names().get());
      List<NewTopic> missing = new ArrayList<>();
      for (Stream stream : Stream.values()) {
        missing.add(
            new NewTopic(stream.topic(), PARTITIONS, (short) 1)
                .configs(Map.of("message.timestamp.type", "LogAppendTime")));
      }
      missing.add(new NewTopic(Topics.CLOCK, 1, (short) 1));
      missing.add(new NewTopic(Topics.ERASURES, 1, (short) 1));
      missing.add(new NewTopic(Topics.CHANGES, PARTITIONS, (short) 1));
      missing.add(new NewTopic(Topics.FINDINGS, PARTITIONS, (short) 1));
      missing.add(new NewTopic(Topics.DELIVERIES, 1, (short) 1));
      missing.add(new NewTopic(Topics.MEASURES, 1, (short) 1));
      missing.add(new NewTopic(Topics.ALERT_ORDERS, 1, (short) 1));
      List<NewTopic> all = List.copyOf(missing);
      missing.removeIf(topic -> known.contains(topic.name()));
      admin.createTopics(missing).all().get();
      awaitLeaders(admin, all);
      keep(admin, RetentionProfile.read().topicDays());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw Failure.of("Kafka: " + e.getCause().getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }
}
