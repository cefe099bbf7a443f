package haochaping.detect;

import static haochaping.platform.Reviews.at;
import static haochaping.platform.Reviews.change;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.ReviewImage;
import haochaping.platform.ChangeEvent;
import haochaping.platform.ChangeEventSerializer;
import haochaping.platform.Collected;
import haochaping.platform.DeadlineProfile;
import haochaping.platform.Finding;
import haochaping.platform.JobOptions;
import haochaping.platform.Reviews.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wiring, as the job has it but for Kafka and Iceberg. */
class DetectTopologyTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final Collected<Finding, Finding> findings = new Collected<>(finding -> finding);
  private final Collected<RowData, String> rows =
      new Collected<>(row -> row.getString(0) + " " + row.getInt(1));
  private final Collected<RowData, String> reviews =
      new Collected<>(row -> row.getString(0) + " " + row.getString(2) + " " + row.getString(3));
  private final Collected<RowData, String> outcomes =
      new Collected<>(row -> row.getString(0) + " " + row.getInt(1));
  private final Collected<RowData, String> deadlines =
      new Collected<>(row -> row.getString(1) + " " + row.getString(4) + " " + row.getInt(5));
  private final Collected<RowData, Integer> stepCounts = new Collected<>(row -> row.getInt(5));
  private final Collected<RowData, String> baselines =
      new Collected<>(row -> row.getInt(0) + " " + row.getString(1) + " " + row.getString(2));

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "1, true"})
  void burstIsFoundAndItsRetractionWithdrawsIt(int parallelism, boolean backfill) throws Exception {
    StreamExecutionEnvironment env = environment(parallelism);
    define(env, feed(), backfill);
    env.execute("detect");

    Map<String, Finding> newest = new TreeMap<>();
    for (Finding finding : findings.list()) {
      Finding before = newest.put(finding.id(), finding);
      assertThat(finding.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    }
    assertThat(newest.values())
        .extracting(Finding::dimension, Finding::key, Finding::state)
        .contains(
            org.assertj.core.groups.Tuple.tuple("staff", "D/7", Finding.State.WITHDRAWN),
            org.assertj.core.groups.Tuple.tuple("staff", "E/3", Finding.State.ONGOING));
    assertThat(newest.values())
        .noneMatch(
            finding ->
                finding.dimension().equals("staff")
                    && finding.key().equals("D/7")
                    && finding.state() != Finding.State.WITHDRAWN);
    assertThat(rows.list())
        .hasSameSizeAs(findings.list())
        .containsExactlyInAnyOrderElementsOf(
            findings.list().stream().map(f -> f.id() + " " + f.revision()).toList());
    assertThat(outcomes.list()).containsExactlyInAnyOrderElementsOf(rows.list());
    assertThat(deadlines.list())
        .doesNotHaveDuplicates()
        .contains("burst-D-5 rectification 1", "burst-D-5 rectification 2");
    // Every bad review of the feed calls for one step, but the eight that do not count.
    assertThat(stepCounts.list().stream().mapToInt(n -> n).sum())
        .isEqualTo(5 * (deadlines.list().size() - 16));
    assertThat(reviews.list()).anyMatch(row -> row.endsWith("s/burst-E-5/1/1 evidence"));
    assertThat(baselines.list()).doesNotHaveDuplicates().anyMatch(row -> row.endsWith("overall "));
  }

  @Test
  void uidsAreThoseThatSavepointsKnow() {
    StreamExecutionEnvironment env = environment(1);
    define(env, List.of(ChangeEvent.heartbeat(1, 0)), false);
    assertThat(
            env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(uid -> uid != null))
        .containsExactlyInAnyOrder(
            "spread", "watch", "compose", "oversee", "schedule", "verdicts", "publish");
  }

  static StreamExecutionEnvironment environment(int parallelism) {
    Configuration configuration = new Configuration();
    // A type that would fall back to Kryo stops the job.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    return env;
  }

  private void define(StreamExecutionEnvironment env, List<ChangeEvent> events, boolean backfill) {
    Configuration options = new Configuration();
    options.set(JobOptions.BACKFILL, backfill);
    DetectTopology.define(
        env.fromData(events, ChangeEventSerializer.TYPE)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(context -> new ByHeartbeats())),
        options,
        DeadlineProfile.read(),
        new DetectTopology.Outputs(
            findings::attach,
            rows::attach,
            reviews::attach,
            outcomes::attach,
            deadlines::attach,
            stepCounts::attach,
            baselines::attach));
  }

  /** Sixty days of a small city; a burst each about two of its staff, one of them not adopted. */
  private static List<ChangeEvent> feed() {
    List<ChangeEvent> events = new ArrayList<>();
    Random random = new Random(5);
    long start = at("2026-01-01 00:00:00");
    List<ReviewImage> retracted = new ArrayList<>();
    for (int day = 0; day < 60; day++) {
      long midnight = start + day * 86_400_000L;
      for (int i = 0; i < 120; i++) {
        int staff = random.nextInt(10);
        String department = staff < 5 ? "E" : "D";
        int level = random.nextInt(100) == 0 ? 1 : 5;
        Given given =
            Given.of("p" + day + "-" + i, midnight + i * 720_000L, level)
                .about(department, "M" + staff % 3, department + "/" + staff);
        add(events, given.time(), null, given.image());
      }
      for (int i = 0; (day == 50 || day == 52) && i < 8; i++) {
        String department = day == 50 ? "D" : "E";
        Given given =
            Given.of("burst-" + department + "-" + i, midnight + 86_000_000L + i * 1000L, 1)
                .about(department, "M" + i % 3, department + (day == 50 ? "/7" : "/3"));
        add(events, given.time(), null, given.image());
        if (day == 50) {
          retracted.add(given.image());
        }
      }
      if (day == 57) {
        for (ReviewImage image : retracted) {
          Given given =
              Given.of(image.review().project(), image.review().eventTime(), 1)
                  .about("D", image.attribution().matter(), "D/7")
                  .where(1, false, true, false);
          add(events, midnight + 86_300_000L, image, given.image());
        }
      }
      events.add(ChangeEvent.heartbeat(midnight + 86_400_000L + 60_000L, 0));
    }
    return events;
  }

  private static void add(
      List<ChangeEvent> events, long watermark, ReviewImage before, ReviewImage after) {
    events.add(ChangeEvent.of(watermark, change(before, after)));
  }

  /** Event time as the changelog's heartbeats carry it. */
  static final class ByHeartbeats implements WatermarkGenerator<ChangeEvent> {
    @Override
    public void onEvent(ChangeEvent event, long eventTime, WatermarkOutput output) {
      if (event.isHeartbeat()) {
        output.emitWatermark(new Watermark(event.watermark()));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
