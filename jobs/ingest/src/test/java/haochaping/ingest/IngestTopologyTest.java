package haochaping.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CaseRecord;
import haochaping.core.LedgerRecord;
import haochaping.core.Project;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.VerdictRecord;
import haochaping.ingest.decode.Sent;
import haochaping.ingest.state.IntakeSerializer;
import haochaping.platform.ChangeEvent;
import haochaping.platform.Collected;
import haochaping.platform.ErasureOrder;
import haochaping.platform.JobOptions;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
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
class IngestTopologyTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Collected<ChangeEvent, ChangeEvent> changes = new Collected<>(event -> event);
  private final Collected<RowData, Map<String, Object>> reviewChanges = rows("review_changes");
  private final Collected<RowData, Map<String, Object>> services = rows("services");
  private final Collected<RowData, Map<String, Object>> rectifications = rows("rectifications");
  private final Collected<RowData, Map<String, Object>> rejected = rows("rejected");
  private final Collected<RowData, Map<String, Object>> repeats = rows("repeats");
  private final Collected<RowData, Map<String, Object>> names = rows("names");

  private static Collected<RowData, Map<String, Object>> rows(String table) {
    return new Collected<>(row -> Rows.read(table, row));
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "1, true", "2, true"})
  void endsWithTheSameReviewsHoweverItRuns(int parallelism, boolean backfill) throws Exception {
    List<Intake> feed = feed(4711);
    run(feed, parallelism, backfill);

    assertThat(images()).isEqualTo(expected(feed));
    // The signed sum of the changes is the same thing.
    Map<ReviewImage, Integer> sum = new HashMap<>();
    for (ChangeEvent event : changes.list()) {
      if (!event.isHeartbeat()) {
        ReviewChange change = event.change();
        if (change.before() != null) {
          sum.merge(change.before(), -1, Integer::sum);
        }
        sum.merge(change.after(), 1, Integer::sum);
      }
    }
    sum.values().removeIf(n -> n == 0);
    assertThat(sum.values()).containsOnly(1);
    assertThat(sum.keySet()).containsExactlyInAnyOrderElementsOf(images().values());

    // Nothing is dropped: received = accepted + repeated + rejected.
    long accepted =
        services.list().size()
            + rectifications.list().size()
            + reviewChanges.list().stream()
                .filter(row -> row.get("cause").equals("reviews"))
                .count();
    long repeated = repeats.list().stream().mapToLong(row -> (long) row.get("n")).sum();
    assertThat(accepted + repeated + rejected.list().size()).isEqualTo(feed.size());
    assertThat(rejected.list())
        .hasSize((int) feed.stream().filter(intake -> intake.rejection() != null).count());
    assertThat(repeated).isPositive();
    assertThat(names.list()).isNotEmpty();

    // The rows are the changes.
    assertThat(reviewChanges.list())
        .hasSize((int) changes.list().stream().filter(event -> !event.isHeartbeat()).count());
    assertThat(changes.list().stream().anyMatch(ChangeEvent::isHeartbeat)).isEqualTo(backfill);
  }

  @Test
  void anOrderToEraseIsToldToThoseWhoFollowAndWritesNoRow() throws Exception {
    ObjectNode review =
        Sent.review().put("writingEvaluation", "等了两个小时").put("certKey", "110101199003070011");
    Intake sent = Sent.at(Stream.REVIEWS, review, 0);
    ReviewRecord record = (ReviewRecord) sent.record();
    assertThat(record.reviewer()).isNotNull();
    Intake stage = Sent.at(Stream.CASES, Sent.stage().put("certKey", "110101199003070011"), 0);
    Intake order = Intake.of(new ErasureOrder(record.source(), record.project(), 1));
    Intake ledger = Sent.at(Stream.RECTIFICATIONS, Sent.ledger().put("reply", "已整改"), 0);

    // The newest day is closed first, so that there is an event time to tell.
    run(List.of(sent, Intake.of(new CloseOrder(List.of())), order, stage, ledger, order), 1, false);

    List<ReviewChange> told =
        changes.list().stream()
            .filter(event -> !event.isHeartbeat())
            .map(ChangeEvent::change)
            .toList();
    assertThat(told.get(0).after().review().text()).isEqualTo("等了两个小时");
    assertThat(told.get(1).before()).isEqualTo(told.get(0).after());
    assertThat(told.get(1).after().review().text()).isNull();
    assertThat(told.get(1).after().review().reviewer()).isNull();
    assertThat(told.subList(2, told.size()))
        .allMatch(change -> change.after().review().reviewer() == null);
    // A heartbeat for each partition at the close and at each order.
    assertThat(changes.list().stream().filter(ChangeEvent::isHeartbeat)).hasSize(3 * 4);
    assertThat(reviewChanges.list()).hasSize(told.size() - 1);
    assertThat(services.list()).hasSize(1);
    assertThat(services.list().get(0)).containsEntry("applicant", null);
    assertThat(rectifications.list().get(0)).containsEntry("reply", null);
  }

  @Test
  void uidsAreThoseThatSavepointsKnow() {
    StreamExecutionEnvironment env = environment(1, false);
    define(env, feed(1), false);
    assertThat(
            env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(uid -> uid != null))
        .containsExactlyInAnyOrder("take-apart", "correlate", "rejected");
  }

  private void run(List<Intake> feed, int parallelism, boolean backfill) throws Exception {
    StreamExecutionEnvironment env = environment(parallelism, backfill);
    define(env, feed, backfill);
    env.execute("ingest");
  }

  private static StreamExecutionEnvironment environment(int parallelism, boolean backfill) {
    Configuration configuration = new Configuration();
    // A type that would fall back to Kryo stops the job.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(JobOptions.BACKFILL, backfill);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    return env;
  }

  private void define(StreamExecutionEnvironment env, List<Intake> feed, boolean backfill) {
    Configuration options = new Configuration();
    options.set(JobOptions.BACKFILL, backfill);
    IngestTopology.define(
        env.fromData(feed, IntakeSerializer.TYPE)
            .assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks()),
        options,
        4,
        new IngestTopology.Outputs(
            changes::attach,
            reviewChanges::attach,
            services::attach,
            rectifications::attach,
            rejected::attach,
            repeats::attach,
            names::attach));
  }

  /** The newest image of every review by the revisions given out. */
  private Map<String, ReviewImage> images() {
    Map<String, ReviewChange> newest = new HashMap<>();
    for (ChangeEvent event : changes.list()) {
      if (!event.isHeartbeat()) {
        newest.merge(
            event.change().after().reviewId(),
            event.change(),
            (a, b) -> a.revision() > b.revision() ? a : b);
      }
    }
    Map<String, ReviewImage> images = new TreeMap<>();
    newest.forEach((id, change) -> images.put(id, change.after()));
    return images;
  }

  /** One project after the other, without a stream. */
  private static Map<String, ReviewImage> expected(List<Intake> feed) {
    Map<String, Project> projects = new HashMap<>();
    Map<String, ReviewImage> images = new TreeMap<>();
    Consumer<ReviewChange> keep = change -> images.put(change.after().reviewId(), change.after());
    for (Intake intake : feed) {
      if (intake.record() == null) {
        continue;
      }
      Project project = projects.computeIfAbsent(intake.key(), key -> new Project());
      if (intake.record() instanceof CaseRecord stage) {
        project.apply(stage, keep);
      } else if (intake.record() instanceof ReviewRecord review) {
        project.apply(review, false, keep);
      } else if (intake.record() instanceof LedgerRecord ledger) {
        project.apply(ledger, keep);
      } else {
        project.apply((VerdictRecord) intake.record(), keep);
      }
    }
    return images;
  }

  /** Cases, reviews, ledgers and verdicts of 60 projects in no order, some twice, some broken. */
  private static List<Intake> feed(long seed) {
    Random random = new Random(seed);
    List<ObjectNode> sent = new ArrayList<>();
    List<Stream> streams = new ArrayList<>();
    LocalDateTime clock = LocalDateTime.of(2026, 3, 1, 0, 0);
    for (int i = 0; i < 600; i++) {
      Stream stream = Stream.values()[random.nextInt(4)];
      ObjectNode record = Sent.sample(stream);
      String number = String.valueOf(1 + random.nextInt(2));
      // Distinct update times, so that the order does not decide.
      clock = clock.plusSeconds(61);
      record.put("projectNo", "P" + random.nextInt(60)).put("updateTime", LOCAL.format(clock));
      switch (stream) {
        case CASES ->
            record
                .put("serviceNumber", number)
                .put("serviceTime", LOCAL.format(clock.minusHours(random.nextInt(200))))
                .put("proManagerNo", "S" + random.nextInt(3));
        case REVIEWS ->
            record
                .put("assessNumber", number)
                .put("satisfaction", random.nextInt(6))
                .put("effective", random.nextInt(5) == 0 ? 0 : 1)
                .put("reviewRound", random.nextInt(5) == 0 ? 2 : 1);
        case RECTIFICATIONS ->
            record.put("assessNumber", number).put("isMistaken", random.nextInt(2));
        case VERDICTS ->
            record
                .put("assessNumber", number)
                .put("verdict", random.nextBoolean() ? "adopted" : "not_adopted");
      }
      sent.add(record);
      streams.add(stream);
      if (random.nextInt(5) == 0) {
        sent.add(record);
        streams.add(stream);
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    List<Intake> feed = new ArrayList<>();
    for (int i : order) {
      // The copy of a record stands at the same offset: where it stood shows in its image.
      feed.add(Sent.at(streams.get(i), sent.get(i), sent.indexOf(sent.get(i))));
    }
    return feed;
  }
}
