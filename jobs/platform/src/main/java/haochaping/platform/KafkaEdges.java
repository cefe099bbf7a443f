package haochaping.platform;

import haochaping.core.Position;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Sources and sinks on Kafka. */
public final class KafkaEdges {
  /** Consumer groups: they hold the offsets that the last completed checkpoint covers. */
  public static final String INGEST_GROUP = "hcp-ingest";

  public static final String MEASURE_GROUP = "hcp-measure";

  public static final String DETECT_GROUP = "hcp-detect";

  /**
   * Longer than checkpoint interval, longest checkpoint and restart together; shorter than the
   * broker's maximum of 15 minutes.
   */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "600000";

  /** A split that gave nothing for so long counts as quiet: the wall clock moves it on. */
  private static final long QUIET_MILLIS = 5_000;

  /** In a backlog the reader comes round to each partition within so long. */
  private static final long ROUND_MILLIS = 60_000;

  private KafkaEdges() {}

  /**
   * The raw topics and those of orders to ingest. The watermark stays behind the newest event by
   * {@link JobOptions#OUT_OF_ORDERNESS}.
   */
  public static <T> DataStream<T> raw(
      StreamExecutionEnvironment env,
      ReadableConfig options,
      RawDecoder<T> decoder,
      TypeInformation<T> type) {
    List<String> topics = new ArrayList<>(Topics.raw());
    topics.add(Topics.CLOCK);
    topics.add(Topics.ERASURES);
    KafkaSource<T> source =
        KafkaSource.<T>builder()
            .setBootstrapServers(options.get(JobOptions.KAFKA_BOOTSTRAP))
            .setTopics(topics)
            .setGroupId(INGEST_GROUP)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new RawSchema<>(decoder, type))
            .setProperties(consumer())
            .build();
    boolean backfill = options.get(JobOptions.BACKFILL);
    long outOfOrderness = options.get(JobOptions.OUT_OF_ORDERNESS).toMillis();
    WatermarkStrategy<T> clock =
        backfill
            ? WatermarkStrategy.forGenerator(context -> new EventClock<>(outOfOrderness))
            : new LiveClocks<>(outOfOrderness, System::currentTimeMillis, decoder);
    return env.fromSource(
            source,
            clock.withTimestampAssigner((record, ignored) -> decoder.eventTime(record)),
            "raw",
            type)
        .uid("raw");
  }

  /** The changelog of reviews, as far as it is committed. */
  public static DataStream<ChangeEvent> changes(
      StreamExecutionEnvironment env, ReadableConfig options, String group) {
    KafkaSource<ChangeEvent> source =
        KafkaSource.<ChangeEvent>builder()
            .setBootstrapServers(options.get(JobOptions.KAFKA_BOOTSTRAP))
            .setTopics(Topics.CHANGES)
            .setGroupId(group)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new ChangeSchema())
            .setProperties(consumer())
            .setProperty("isolation.level", "read_committed")
            .build();
    WatermarkStrategy<ChangeEvent> clock =
        WatermarkStrategy.forGenerator(context -> new CarriedClock());
    return env.fromSource(source, clock, "changes", ChangeEventSerializer.TYPE).uid("changes");
  }

  /** Writes the changelog, exactly once. */
  public static void writeChanges(DataStream<ChangeEvent> changes, ReadableConfig options) {
    KafkaSink<ChangeEvent> sink =
        KafkaSink.<ChangeEvent>builder()
            .setBootstrapServers(options.get(JobOptions.KAFKA_BOOTSTRAP))
            .setKafkaProducerConfig(producer())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setTransactionalIdPrefix("hcp-ingest-changes")
            .setRecordSerializer(new ChangeWriter())
            .build();
    changes.sinkTo(sink).uid("write-changes").name("write-changes");
  }

  /** Writes findings, exactly once. */
  public static void writeFindings(DataStream<Finding> findings, ReadableConfig options) {
    KafkaSink<Finding> sink =
        KafkaSink.<Finding>builder()
            .setBootstrapServers(options.get(JobOptions.KAFKA_BOOTSTRAP))
            .setKafkaProducerConfig(producer())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setTransactionalIdPrefix("hcp-detect-findings")
            .setRecordSerializer(new FindingWriter())
            .build();
    // As many writers as there are tasks: the revisions of a finding keep their order.
    findings
        .sinkTo(sink)
        .uid("write-findings")
        .name("write-findings")
        .setParallelism(findings.getParallelism());
  }

  private static Properties producer() {
    Properties producer = new Properties();
    producer.setProperty("compression.type", "lz4");
    producer.setProperty("linger.ms", "20");
    producer.setProperty("batch.size", "262144");
    producer.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
    return producer;
  }

  private static Properties consumer() {
    Properties consumer = new Properties();
    consumer.setProperty("partition.discovery.interval.ms", "30000");
    consumer.setProperty("commit.offsets.on.checkpoint", "true");
    consumer.setProperty("max.poll.records", "5000");
    consumer.setProperty("receive.buffer.bytes", "1048576");
    return consumer;
  }

  private static final class RawSchema<T> implements KafkaRecordDeserializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final RawDecoder<T> decoder;
    private final TypeInformation<T> type;
    private transient Map<String, Stream> streams;

    RawSchema(RawDecoder<T> decoder, TypeInformation<T> type) {
      this.decoder = decoder;
      this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      streams = new HashMap<>();
      for (Stream stream : Stream.values()) {
        streams.put(stream.topic(), stream);
      }
      decoder.open();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
      Stream stream = streams.get(record.topic());
      if (stream == null) {
        T order = decoder.order(record.value());
        if (order != null) {
          out.collect(order);
        }
        return;
      }
      Header header = record.headers().lastHeader(Topics.SOURCE_HEADER);
      String profile =
          header == null || header.value() == null
              ? Topics.DEFAULT_PROFILE
              : new String(header.value(), StandardCharsets.UTF_8);
      Position position =
          new Position(stream, record.partition(), record.offset(), record.timestamp());
      out.collect(decoder.decode(new RawRecord(position, profile, record.value())));
    }

    @Override
    public TypeInformation<T> getProducedType() {
      return type;
    }
  }

  private static final class ChangeSchema implements KafkaRecordDeserializationSchema<ChangeEvent> {
    private static final long serialVersionUID = 1L;

    private transient ChangeCodec codec;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      codec = new ChangeCodec();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ChangeEvent> out)
        throws IOException {
      out.collect(codec.decode(record.value()));
    }

    @Override
    public TypeInformation<ChangeEvent> getProducedType() {
      return ChangeEventSerializer.TYPE;
    }
  }

  private static final class ChangeWriter
      implements KafkaRecordSerializationSchema<ChangeEvent>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    private transient ChangeCodec codec;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        ChangeEvent event, KafkaSinkContext context, Long timestamp) {
      if (codec == null) {
        codec = new ChangeCodec();
      }
      try {
        byte[] value = codec.encode(event);
        if (event.isHeartbeat()) {
          return new ProducerRecord<>(Topics.CHANGES, event.partition(), null, value);
        }
        ReviewRecord review = event.change().after().review();
        String key = review.source() + '/' + review.project();
        return new ProducerRecord<>(
            Topics.CHANGES, null, key.getBytes(StandardCharsets.UTF_8), value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(
          new DefaultKafkaDatasetFacet(
              DefaultKafkaDatasetIdentifier.ofTopics(List.of(Topics.CHANGES)), new Properties()));
    }
  }

  private static final class FindingWriter
      implements KafkaRecordSerializationSchema<Finding>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    private transient FindingCodec codec;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Finding finding, KafkaSinkContext context, Long timestamp) {
      if (codec == null) {
        codec = new FindingCodec();
      }
      try {
        return new ProducerRecord<>(
            Topics.FINDINGS,
            null,
            finding.id().getBytes(StandardCharsets.UTF_8),
            codec.encode(finding));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(
          new DefaultKafkaDatasetFacet(
              DefaultKafkaDatasetIdentifier.ofTopics(List.of(Topics.FINDINGS)), new Properties()));
    }
  }

  /** Event time of a bounded run: only events move it. */
  static final class EventClock<T> implements WatermarkGenerator<T> {
    private final long outOfOrderness;
    private long newest = Long.MIN_VALUE;
    private boolean aside;

    EventClock(long outOfOrderness) {
      this.outOfOrderness = outOfOrderness;
    }

    @Override
    public void onEvent(T event, long eventTime, WatermarkOutput output) {
      if (eventTime == Long.MIN_VALUE) {
        if (newest == Long.MIN_VALUE && !aside) {
          aside = true;
          output.markIdle();
        }
      } else if (eventTime > newest) {
        newest = eventTime;
        aside = false;
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (newest != Long.MIN_VALUE) {
        output.emitWatermark(new Watermark(newest - outOfOrderness));
      }
    }
  }

  /**
   * Event time of a live run, a clock for each partition. One task has them all, so they see one
   * another: a partition that only holds back (cases) never moves time on, but while it flows no
   * other passes it.
   */
  static final class LiveClocks<T> implements WatermarkStrategy<T> {
    /** A wall clock that travels with the job. */
    interface WallClock extends LongSupplier, Serializable {}

    private final long outOfOrderness;
    private final WallClock wallClock;
    private final RawDecoder<T> decoder;
    private transient List<LiveClock<T>> all;

    LiveClocks(long outOfOrderness, WallClock wallClock, RawDecoder<T> decoder) {
      this.outOfOrderness = outOfOrderness;
      this.wallClock = wallClock;
      this.decoder = decoder;
    }

    @Override
    public LiveClock<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
      if (all == null) {
        all = new ArrayList<>();
      }
      LiveClock<T> clock = new LiveClock<>(this);
      all.add(clock);
      return clock;
    }

    /** The earliest time at which a partition that flows holds the others back. */
    private long held(long now) {
      long held = Long.MAX_VALUE;
      for (LiveClock<T> clock : all) {
        if (!clock.leads && now - clock.lastEventAt <= ROUND_MILLIS) {
          held = Math.min(held, clock.newest);
        }
      }
      return held;
    }

    /** Whether the first event that leads is so long ago that every partition has been read. */
    private boolean allRead(long now) {
      long first = Long.MAX_VALUE;
      for (LiveClock<T> clock : all) {
        first = Math.min(first, clock.leadsSince);
      }
      return first != Long.MAX_VALUE && now - first >= ROUND_MILLIS;
    }
  }

  /**
   * Event time of a partition in a live run. While events flow they move it; in a quiet partition
   * it moves on at the pace of the wall clock from where the last event left it, so that quiet days
   * close; it never passes the wall clock.
   */
  static final class LiveClock<T> implements WatermarkGenerator<T> {
    private final LiveClocks<T> clocks;
    private boolean leads;
    private long leadsSince = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private long newestSeenAt;
    private long lastEventAt = Long.MIN_VALUE / 2;

    private LiveClock(LiveClocks<T> clocks) {
      this.clocks = clocks;
    }

    @Override
    public void onEvent(T event, long eventTime, WatermarkOutput output) {
      if (eventTime == Long.MIN_VALUE) {
        return;
      }
      long now = clocks.wallClock.getAsLong();
      lastEventAt = now;
      if (!leads && clocks.decoder.leads(event)) {
        leads = true;
        leadsSince = now;
      }
      if (eventTime > newest) {
        newest = eventTime;
        newestSeenAt = now;
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      long now = clocks.wallClock.getAsLong();
      if (!leads) {
        if (newest != Long.MIN_VALUE || clocks.allRead(now)) {
          output.markIdle();
        }
        return;
      }
      long time = newest;
      if (isQuiet(now)) {
        time = newest + (now - newestSeenAt);
      }
      time = Math.min(Math.min(time, now), clocks.held(now));
      output.emitWatermark(new Watermark(time - clocks.outOfOrderness));
    }

    private boolean isQuiet(long now) {
      return now - lastEventAt > QUIET_MILLIS;
    }
  }

  /** Event time as ingest knew it, carried by every change and by heartbeats. */
  static final class CarriedClock implements WatermarkGenerator<ChangeEvent> {
    private long carried = Long.MIN_VALUE;

    @Override
    public void onEvent(ChangeEvent event, long eventTime, WatermarkOutput output) {
      if (event.watermark() > carried) {
        carried = event.watermark();
        if (event.isHeartbeat()) {
          output.emitWatermark(new Watermark(carried));
        }
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (carried != Long.MIN_VALUE) {
        output.emitWatermark(new Watermark(carried));
      }
    }
  }
}
