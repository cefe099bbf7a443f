package haochaping.detect.operators;

import static haochaping.platform.Reviews.at;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.CityClock;
import haochaping.detect.concentration.Settings;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.state.ReportSerializer;
import haochaping.detect.verdicts.Report;
import haochaping.platform.Finding;
import haochaping.platform.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator around the watch: days, state, restarts, rows. */
class WatchTest {
  private static final String STAFF = Level.STAFF.key("A/1");
  private static final String OTHER = Level.STAFF.key("A/2");

  private final List<Finding> findings = new ArrayList<>();
  private final List<List<FindingReview>> reviews = new ArrayList<>();
  private final List<RowData> baselines = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, ReviewDelta, Report> harness;
  private boolean backfill;
  private long checkpoint;
  private int id;

  @BeforeEach
  void begin() throws Exception {
    start(null);
  }

  @AfterEach
  void end() throws Exception {
    harness.close();
  }

  private void start(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Watch(Settings.DEFAULT, backfill), delta -> delta.key, Types.STRING);
    harness.setup(new ReportSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(5);
  }

  /** A checkpoint, then a new task from it. */
  private void restart() throws Exception {
    harness.prepareSnapshotPreBarrier(++checkpoint);
    OperatorSubtaskState state = harness.snapshot(checkpoint, 0);
    collect();
    harness.close();
    start(state);
  }

  private void collect() {
    for (Object record = harness.getOutput().poll();
        record != null;
        record = harness.getOutput().poll()) {
      if (record instanceof StreamRecord<?> one) {
        Report report = (Report) one.getValue();
        findings.add(report.finding());
        reviews.add(report.reviews());
      }
    }
    drain(Watch.BASELINES, baselines);
  }

  private void drain(OutputTag<RowData> tag, List<RowData> into) {
    var queue = harness.getSideOutput(tag);
    while (queue != null && !queue.isEmpty()) {
      into.add(queue.poll().getValue());
    }
  }

  private void give(String key, long time, int count, boolean bad) throws Exception {
    for (String to : List.of(ReviewDelta.cells("M"), key)) {
      ReviewDelta delta = new ReviewDelta();
      delta.key = to;
      delta.day = CityClock.day(time);
      delta.matter = "M";
      delta.channel = 4;
      delta.reviews = count;
      delta.bad = bad ? count : 0;
      delta.department = "A";
      if (bad && !ReviewDelta.isCells(to)) {
        delta.reviewId = "r" + id++;
        delta.time = time;
      }
      harness.processElement(new StreamRecord<>(delta));
    }
  }

  private void watermark(String local) throws Exception {
    harness.processWatermark(at(local));
    collect();
  }

  /** 200 reviews a day, one bad in 400 among all, then six on one day about one of them. */
  private void story(int restartEvery) throws Exception {
    long day = at("2026-01-01 10:00:00");
    for (int i = 0; i < 70; i++, day += 86_400_000L) {
      for (int k = 0; k < 5; k++) {
        give(k % 2 == 0 ? STAFF : OTHER, day, 40, false);
      }
      if (i % 2 == 0) {
        give(i % 4 == 0 ? STAFF : OTHER, day, 1, true);
      }
      for (int k = 0; i == 65 && k < 6; k++) {
        give(STAFF, day + k * 60_000, 1, true);
      }
      if (restartEvery > 0 && i % restartEvery == 0) {
        restart();
      }
      harness.processWatermark(day + 3_600_000);
      collect();
    }
  }

  @Test
  void burstIsFoundAtOnceWhateverTheRestarts() throws Exception {
    story(0);
    assertThat(findings).isNotEmpty();
    Finding first = findings.get(0);
    assertThat(first.key()).isEqualTo("A/1");
    assertThat(first.state()).isEqualTo(Finding.State.NEW);
    // Within the day: before any watermark after it.
    assertThat(first.eventTime()).isBetween(at("2026-03-07 10:00:00"), at("2026-03-07 10:05:00"));
    assertThat(first.detectedAt()).isEqualTo(5);

    List<Finding> told = List.copyOf(findings);
    List<String> lines = text("baselines", baselines);
    harness.close();
    findings.clear();
    baselines.clear();
    id = 0;
    start(null);
    story(3);
    assertThat(findings).isEqualTo(told);
    assertThat(text("baselines", baselines)).isEqualTo(lines);
  }

  /** Four leaves of the reference city, one bad in 400 among all, then six about one of them. */
  private void scanned(int restartEvery) throws Exception {
    long day = at("2026-01-01 10:00:00");
    List<String> leaves = new ArrayList<>();
    for (String district : List.of("370402", "370481")) {
      for (String department : List.of("A", "B")) {
        leaves.add(ReviewDelta.leaf(district, department, "M"));
      }
    }
    for (int i = 0; i < 70; i++, day += 86_400_000L) {
      for (String leaf : leaves) {
        give(leaf, day, 50, false);
      }
      if (i % 2 == 0) {
        give(leaves.get(i / 2 % 4), day, 1, true);
      }
      for (int k = 0; i == 65 && k < 6; k++) {
        give(leaves.get(0), day + k * 60_000, 1, true);
      }
      if (restartEvery > 0 && i % restartEvery == 0) {
        restart();
      }
      harness.processWatermark(day + 3_600_000);
      collect();
    }
  }

  @Test
  void clusterIsFoundAtTheCloseWhateverTheRestarts() throws Exception {
    scanned(0);
    assertThat(findings).extracting(Finding::kind).containsOnly("CLUSTER");
    Finding first = findings.get(0);
    assertThat(first.state()).isEqualTo(Finding.State.NEW);
    assertThat(first.key()).isEqualTo("370402/department:A");
    assertThat(first.eventTime()).isEqualTo(at("2026-03-08 00:00:00"));
    assertThat(first.observed()).isEqualTo(6);
    assertThat(first.evidence()).contains("市中区的部门“A”收到差评 6 条");
    assertThat(reviews.get(0)).hasSize(6);
    assertThat(text("baselines", baselines)).anyMatch(line -> line.contains(" ratio_100 zone "));

    List<Finding> told = List.copyOf(findings);
    List<String> lines = text("baselines", baselines);
    harness.close();
    findings.clear();
    baselines.clear();
    id = 0;
    start(null);
    scanned(3);
    assertThat(findings).isEqualTo(told);
    assertThat(text("baselines", baselines)).isEqualTo(lines);
  }

  @Test
  void backfillOpensAtTheClose() throws Exception {
    harness.close();
    backfill = true;
    start(null);
    story(0);
    assertThat(findings.get(0).eventTime())
        .isBetween(at("2026-03-07 10:00:00"), at("2026-03-07 10:05:00"));
    assertThat(findings.stream().map(Finding::revision).toList())
        .startsWith(1, 2)
        .doesNotHaveDuplicates();
  }

  @Test
  void daysOfAHistoryAreClosedOneByOne() throws Exception {
    // All comes before the first watermark.
    for (int i = 0; i < 40; i++) {
      give(STAFF, at("2026-01-01 10:00:00") + i * 86_400_000L, 100, false);
      give(STAFF, at("2026-01-01 10:00:00") + i * 86_400_000L, 1, true);
    }
    watermark("2026-02-10 00:05:00");
    TreeSet<Integer> fitted = new TreeSet<>();
    TreeSet<Integer> judged = new TreeSet<>();
    RowType type = Lake.rowType("baselines");
    for (RowData row : baselines) {
      String part = row.getString(type.getFieldIndex("part")).toString();
      (part.equals("overall") ? fitted : part.equals("prior") ? judged : new TreeSet<Integer>())
          .add(row.getInt(type.getFieldIndex("fitted_on")));
    }
    int first = CityClock.day(at("2026-01-01 10:00:00"));
    // The first version waits for 20 bad reviews; then the days before it are judged too.
    assertThat(fitted.first()).isEqualTo(first + 19);
    assertThat(fitted.last()).isEqualTo(first + 39);
    assertThat(judged.first()).isEqualTo(first);
    assertThat(judged).hasSize(40);
  }

  @Test
  void dayClosesWhenTheWatermarkIsInTheNextOne() throws Exception {
    for (int k = 0; k < 25; k++) {
      give(STAFF, at("2026-03-01 12:00:00"), 1, true);
    }
    watermark("2026-03-01 23:59:59");
    assertThat(baselines).isEmpty();
    watermark("2026-03-02 00:00:00");
    assertThat(baselines).isNotEmpty();
    int size = baselines.size();
    watermark("2026-03-02 23:00:00");
    assertThat(baselines).hasSize(size);
    harness.processWatermark(Long.MAX_VALUE);
    collect();
    assertThat(baselines).hasSize(size);
  }

  @Test
  void reviewsComeWithEveryRevision() throws Exception {
    story(0);
    TreeMap<String, Integer> roles = new TreeMap<>();
    Finding last = findings.get(findings.size() - 1);
    for (FindingReview review : reviews.get(reviews.size() - 1)) {
      roles.merge(review.role(), 1, Integer::sum);
    }
    assertThat(roles.get("trigger")).isEqualTo(1);
    assertThat(roles.get("evidence")).isEqualTo((int) last.observed() - 1);
  }

  private static List<String> text(String table, List<RowData> rows) {
    RowType type = Lake.rowType(table);
    List<String> lines = new ArrayList<>();
    for (RowData row : rows) {
      lines.add(
          row.getInt(type.getFieldIndex("fitted_on"))
              + " "
              + row.getString(type.getFieldIndex("part"))
              + " "
              + row.getString(type.getFieldIndex("key"))
              + " "
              + row.getDouble(type.getFieldIndex("value")));
    }
    return lines;
  }
}
