package haochaping.measure;

import static haochaping.measure.Departments.image;
import static haochaping.platform.Reviews.at;
import static haochaping.platform.Reviews.change;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.ReviewImage;
import haochaping.platform.ChangeEvent;
import haochaping.platform.ChangeEventSerializer;
import haochaping.platform.Collected;
import haochaping.platform.JobOptions;
import haochaping.platform.Lake;
import haochaping.platform.StatisticsProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wiring, as the job has it but for Kafka and Iceberg. */
class MeasureTopologyTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final Collected<RowData, String> counts = new Collected<>(MeasureTopologyTest::count);
  private final Collected<RowData, Said> rates = new Collected<>(Said::read);

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "1, true", "2, true"})
  void countsAndRatesAreThoseOfCountingOneByOne(int parallelism, boolean backfill)
      throws Exception {
    List<ChangeEvent> events = new ArrayList<>();
    Naive naive = new Naive();
    Map<String, int[]> hours = feed(events, naive);

    StreamExecutionEnvironment env = environment(parallelism);
    define(env, events, backfill);
    env.execute("measure");

    assertThat(sums()).isEqualTo(texts(hours));
    // The last word on each key and window, as of when it was said.
    Map<String, Said> last = new HashMap<>();
    for (Said said : rates.list()) {
      if (!said.keyframe()) {
        last.merge(said.what(), said, (a, b) -> a.asOf() > b.asOf() ? a : b);
      }
    }
    for (String key : naive.keys()) {
      for (String window : Naive.WINDOWS) {
        Said said = last.get(key + " " + window);
        assertThat(said).as(key + " " + window).isNotNull();
        assertThat(said.counts())
            .as(said.toString())
            .isEqualTo(naive.sum(key, window, said.asOf()));
      }
    }
    List<Integer> closes =
        rates.list().stream()
            .filter(said -> said.keyframe() && said.what().equals("city 370400 1d"))
            .map(Said::asOf)
            .toList();
    assertThat(closes).isNotEmpty().doesNotHaveDuplicates().isSorted();
  }

  @Test
  void uidsAreThoseThatSavepointsKnow() {
    StreamExecutionEnvironment env = environment(1);
    define(env, List.of(ChangeEvent.heartbeat(1, 0)), false);
    assertThat(
            env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(uid -> uid != null))
        .containsExactlyInAnyOrder("combine", "roll");
  }

  @Test
  void siblingsAreJudgedByOneTaskThatSeesThemAllHoweverManyComeBefore() throws Exception {
    List<String> alone = judgedBehind(1);
    assertThat(alone).hasSize(8).doesNotHaveDuplicates();
    assertThat(alone)
        .filteredOn(row -> row.contains("peer_class=A,"))
        .hasSize(4)
        .allMatch(row -> row.contains("prior_version=20260402"));
    assertThat(judgedBehind(2)).isEqualTo(alone);
  }

  /** The rows of rankings behind some tasks that combine. */
  private static List<String> judgedBehind(int tasks) throws Exception {
    Collected<RowData, String> counts = new Collected<>(MeasureTopologyTest::count);
    Collected<RowData, Said> rates = new Collected<>(Said::read);
    Collected<RowData, String> rankings = new Collected<>(row -> text(row, "rankings"));
    Collected<RowData, String> funnels = new Collected<>(row -> text(row, "funnels"));
    StreamExecutionEnvironment env = environment(tasks);
    // One source: all of its events go before its heartbeat, whichever task they pass.
    define(
        env.fromData(siblings(), ChangeEventSerializer.TYPE)
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(context -> new ByHeartbeats()))
            .setParallelism(1),
        true,
        new MeasureTopology.Outputs(
            counts::attach, rates::attach, rankings::attach, funnels::attach));
    assertThat(env.getStreamGraph(false).getStreamNodes())
        .filteredOn(node -> "roll".equals(node.getTransformationUID()))
        .extracting(StreamNode::getParallelism)
        .containsExactly(1);
    env.execute("measure");
    assertThat(rates.list())
        .filteredOn(said -> said.dimension().equals("department"))
        .isNotEmpty()
        .allMatch(said -> said.estimate() != null);
    return rankings.list().stream().sorted().toList();
  }

  /** Reviews of eight departments, then the heartbeat that closes the day. */
  private static List<ChangeEvent> siblings() {
    List<ChangeEvent> events = new ArrayList<>();
    Random random = new Random(7);
    long start = at("2026-04-02 08:00:00");
    for (int i = 0; i < 2400; i++) {
      long time = start + i * 10_000L;
      int department = (int) Math.sqrt(i % 64);
      int level = random.nextInt(10 + 10 * department) == 0 ? 1 : 5;
      events.add(
          ChangeEvent.of(time, change(time, null, image("p" + i, "D" + department, time, level))));
    }
    events.add(ChangeEvent.heartbeat(at("2026-04-03 00:00:00"), 0));
    return events;
  }

  /** A row without the time at which it was written. */
  private static String text(RowData row, String table) {
    Map<String, Object> values = Fields.read(row, table);
    values.remove("written_at");
    return values.toString();
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    Configuration configuration = new Configuration();
    // A type that would fall back to Kryo stops the job.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // The last one comes after the end of the input: a sink takes nothing then.
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    return env;
  }

  private void define(StreamExecutionEnvironment env, List<ChangeEvent> events, boolean backfill) {
    Collected<RowData, String> rankings = new Collected<>(row -> text(row, "rankings"));
    Collected<RowData, String> funnels = new Collected<>(row -> text(row, "funnels"));
    define(
        env.fromData(events, ChangeEventSerializer.TYPE)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(context -> new ByHeartbeats())),
        backfill,
        new MeasureTopology.Outputs(
            counts::attach, rates::attach, rankings::attach, funnels::attach));
  }

  private static void define(
      DataStream<ChangeEvent> changes, boolean backfill, MeasureTopology.Outputs outputs) {
    Configuration options = new Configuration();
    options.set(JobOptions.BACKFILL, backfill);
    options.set(JobOptions.COMBINE, 64);
    MeasureTopology.define(changes, options, StatisticsProfile.read(), outputs);
  }

  /** Reviews of ten days by five departments, some amended later; the last day stays open. */
  private static Map<String, int[]> feed(List<ChangeEvent> events, Naive naive) {
    Random random = new Random(11);
    Map<String, int[]> hours = new TreeMap<>();
    List<ReviewImage> given = new ArrayList<>();
    long start = at("2026-03-26 00:00:00");
    for (int i = 0; i < 2000; i++) {
      long time = start + i * 432_000L;
      ReviewImage before = null;
      ReviewImage after;
      if (!given.isEmpty() && random.nextInt(3) == 0) {
        int at = random.nextInt(given.size());
        before = given.get(at);
        after =
            image(
                before.review().project(),
                "D" + random.nextInt(5),
                before.review().eventTime(),
                before.review().level(),
                random.nextInt(4) != 0,
                random.nextInt(4) != 0);
        given.set(at, after);
      } else {
        after = image("p" + i, "D" + random.nextInt(5), time, 1 + random.nextInt(5));
        given.add(after);
      }
      events.add(ChangeEvent.of(time - 1, change(time, before, after)));
      if (i % 20 == 19) {
        events.add(ChangeEvent.heartbeat(time - 300_000, 0));
      }
      count(hours, naive, before, -1);
      count(hours, naive, after, 1);
    }
    return hours;
  }

  private static void count(Map<String, int[]> hours, Naive naive, ReviewImage image, int sign) {
    if (image == null || !image.review().effective()) {
      return;
    }
    int bad = image.review().level() <= 2 ? sign : 0;
    boolean adopted = image.handling().adopted();
    int[] counts = {sign, bad, adopted ? sign : 0, adopted ? bad : 0, 0};
    int hour = (int) (image.review().eventTime() / 3_600_000L);
    for (String key :
        List.of(
            "city 370400", "department " + image.attribution().department(), "channel terminal")) {
      naive.add(key, hour, counts);
      int[] sums = hours.computeIfAbsent(key + " " + hour, ignored -> new int[5]);
      for (int i = 0; i < 5; i++) {
        sums[i] += counts[i];
      }
    }
  }

  private static String count(RowData row) {
    RowType type = Lake.rowType("counts");
    StringBuilder text = new StringBuilder();
    text.append(row.getString(type.getFieldIndex("dimension"))).append(' ');
    text.append(row.getString(type.getFieldIndex("key"))).append(' ');
    text.append(row.getTimestamp(type.getFieldIndex("hour"), 6).getMillisecond() / 3_600_000L);
    for (String name : new String[] {"reviews", "bad", "adopted", "bad_adopted", "defaults"}) {
      text.append(' ').append(row.getInt(type.getFieldIndex(name)));
    }
    return text.toString();
  }

  private Map<String, String> sums() {
    Map<String, int[]> sums = new TreeMap<>();
    for (String row : counts.list()) {
      String[] parts = row.split(" ");
      int[] sum =
          sums.computeIfAbsent(parts[0] + " " + parts[1] + " " + parts[2], ignored -> new int[5]);
      for (int i = 0; i < 5; i++) {
        sum[i] += Integer.parseInt(parts[3 + i]);
      }
    }
    return texts(sums);
  }

  private static Map<String, String> texts(Map<String, int[]> sums) {
    Map<String, String> texts = new TreeMap<>();
    sums.forEach(
        (key, sum) -> {
          String text = java.util.Arrays.toString(sum);
          if (!text.equals("[0, 0, 0, 0, 0]")) {
            texts.put(key, text);
          }
        });
    return texts;
  }

  /** Event time as the changelog's heartbeats carry it. */
  private static final class ByHeartbeats implements WatermarkGenerator<ChangeEvent> {
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
