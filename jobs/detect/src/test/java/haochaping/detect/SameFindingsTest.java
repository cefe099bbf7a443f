package haochaping.detect;

import static haochaping.platform.Reviews.at;
import static haochaping.platform.Reviews.change;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.CityClock;
import haochaping.core.Handling;
import haochaping.core.LedgerRecord;
import haochaping.core.ReviewImage;
import haochaping.core.Versioned;
import haochaping.detect.cluster.Gazetteer;
import haochaping.detect.study.Watches;
import haochaping.platform.ChangeEvent;
import haochaping.platform.ChangeEventSerializer;
import haochaping.platform.Collected;
import haochaping.platform.DeadlineProfile;
import haochaping.platform.Finding;
import haochaping.platform.Reviews.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job tells of ninety days of a city exactly what the watches tell without Flink, on which the
 * figures of {@code EVALUATION.md} rest.
 */
class SameFindingsTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final long DAY = 86_400_000L;
  private static final long START = at("2026-01-01 00:00:00");
  private static final int DAYS = 90;
  private static final String[] DISTRICTS = {"370402", "370404", "370481"};
  private static final int DEPARTMENTS = 6;

  private final Collected<Finding, Finding> findings = new Collected<>(finding -> finding);
  private final Collected<RowData, String> rows = new Collected<>(row -> "");

  @ParameterizedTest
  @ValueSource(longs = {20261128, 20261129})
  void jobTellsWhatTheWatchesTell(long seed) throws Exception {
    List<ChangeEvent> events = new City(seed).events();
    StreamExecutionEnvironment env = DetectTopologyTest.environment(1);
    DetectTopology.define(
        env.fromData(events, ChangeEventSerializer.TYPE)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(context -> new DetectTopologyTest.ByHeartbeats())),
        new Configuration(),
        DeadlineProfile.read(),
        new DetectTopology.Outputs(
            findings::attach,
            rows::attach,
            rows::attach,
            rows::attach,
            rows::attach,
            rows::attach,
            rows::attach));
    env.execute("detect");
    Map<String, Finding> byJob = new TreeMap<>();
    findings.list().stream()
        .filter(finding -> !isOfOthers(finding))
        .forEach(finding -> byJob.put(finding.id(), finding.told(0, 0, 0)));

    int first = CityClock.day(START);
    Watches watches = new Watches(Gazetteer.ofReference(), first - 1, first);
    for (ChangeEvent event : events) {
      if (event.isHeartbeat()) {
        watches.close(CityClock.day(event.watermark()) - 1);
      } else {
        watches.take(event.change());
      }
    }
    Map<String, Finding> byWatches = new TreeMap<>();
    watches.newest().forEach((id, finding) -> byWatches.put(id, finding.told(0, 0, 0)));

    assertThat(byJob).isEqualTo(byWatches);
    assertThat(byJob.values())
        .extracting(Finding::kind)
        .contains("CONCENTRATION", "CLUSTER", "VERDICT_BIAS", "SILENT_SOURCE");
    assertThat(byJob.values())
        .extracting(Finding::state)
        .contains(Finding.State.CLOSED, Finding.State.WITHDRAWN);
  }

  /** Whether compose or the deadlines told it, which the watches here do not have. */
  private static boolean isOfOthers(Finding finding) {
    return finding.kind().equals("OVERDUE")
        || finding.kind().equals("BRUSHING")
        || finding.kind().equals("MALICIOUS")
        || finding.kind().startsWith("RULE_");
  }

  /**
   * Ninety days: a burst about one of the staff that verification later takes back, a department
   * that is worse in one district, one that adopts hardly any bad review, and days of silence. One
   * event in twenty comes up to six days late, as many come twice.
   */
  private static final class City {
    private final Random random;
    private final TreeMap<Integer, List<ChangeEvent>> arriving = new TreeMap<>();
    private int number;

    City(long seed) {
      random = new Random(seed);
    }

    List<ChangeEvent> events() {
      List<ChangeEvent> events = new ArrayList<>();
      for (int day = 0; day < DAYS; day++) {
        // The source is silent, but the clock goes on.
        boolean isSilent = day >= 80 && day < 84;
        for (int i = 0; i < 200 && !isSilent; i++) {
          int level = random.nextInt(100) == 0 ? 1 : 5;
          review(day, random.nextInt(DEPARTMENTS), random.nextInt(3), level, 0.3);
        }
        for (int i = 0; day == 50 && i < 8; i++) {
          review(day, 1, 1, 1, 1);
        }
        for (int i = 0; day >= 60 && day < 70 && i < 3; i++) {
          review(day, 3, 2, 1, 0.3);
        }
        List<ChangeEvent> today = arriving.remove(day);
        events.addAll(today == null ? List.of() : today);
        events.add(ChangeEvent.heartbeat(START + (day + 1) * DAY + 60_000, 0));
      }
      return events;
    }

    /** A review about somebody of a department in a district, and what becomes of it. */
    private void review(int day, int department, int district, int level, double notAdopted) {
      long time = START + day * DAY + random.nextInt((int) DAY);
      String code = "D" + department;
      // The burst is about one, all else about any of eight.
      int staff = notAdopted == 1 ? 0 : random.nextInt(8);
      Given given =
          new Given(
              "p" + number++,
              time,
              level,
              1,
              false,
              true,
              true,
              DISTRICTS[district],
              code,
              "M" + random.nextInt(3),
              List.of(code + "/" + district + staff));
      ReviewImage image = given.image();
      int when = day + (random.nextInt(20) == 0 ? 1 + random.nextInt(6) : 0);
      arrive(when, null, image);
      if (random.nextInt(20) == 0) {
        arrive(when, image, image);
      }
      if (level == 1) {
        boolean counts = random.nextDouble() >= (department == 5 ? 0.95 : notAdopted);
        int decided = Math.max(when, day) + 2 + random.nextInt(20);
        arrive(decided, image, decided(image, counts, START + decided * DAY));
      }
    }

    private static ReviewImage decided(ReviewImage image, boolean adopted, long time) {
      return new ReviewImage(
          image.review(),
          image.attribution(),
          new Handling(
              adopted ? null : Handling.Verdict.MISTAKEN,
              adopted,
              1,
              time,
              null,
              LedgerRecord.UNSAID,
              Versioned.NO_TIME,
              null));
    }

    private void arrive(int day, ReviewImage before, ReviewImage after) {
      arriving
          .computeIfAbsent(day, ignored -> new ArrayList<>())
          .add(ChangeEvent.of(START + day * DAY, change(before, after)));
    }
  }
}
