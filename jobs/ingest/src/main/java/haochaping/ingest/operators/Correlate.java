package haochaping.ingest.operators;

import haochaping.core.CaseRecord;
import haochaping.core.CityClock;
import haochaping.core.Dimension;
import haochaping.core.FeedRecord;
import haochaping.core.LedgerRecord;
import haochaping.core.Position;
import haochaping.core.Project;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewRecord;
import haochaping.core.VerdictRecord;
import haochaping.core.Versioned.Standing;
import haochaping.ingest.IngestRows;
import haochaping.ingest.Intake;
import haochaping.ingest.state.PackedProject;
import haochaping.platform.ChangeEvent;
import haochaping.platform.Lake;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Keeps each project and turns what comes for it into changes of its reviews.
 *
 * <p>In: records and orders to erase keyed by project, orders to close. Out: changes, and
 * heartbeats for every partition of the changelog when event time enters an hour. Side outputs: the
 * rows of the tables. State: one {@link Project} a key, forgotten after the time to live; in a
 * backfill it also holds the reviews whose case has not come, until the end. In operator state the
 * newest event and the time up to which days are closed.
 */
public final class Correlate extends AbstractStreamOperator<ChangeEvent>
    implements OneInputStreamOperator<Intake, ChangeEvent>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<RowData> CHANGES = rows("review_changes");
  public static final OutputTag<RowData> SERVICES = rows("services");
  public static final OutputTag<RowData> RECTIFICATIONS = rows("rectifications");
  public static final OutputTag<RowData> REPEATS = rows("repeats");
  public static final OutputTag<RowData> NAMES = rows("names");

  private static final String STATE = "project";

  private final Duration timeToLive;
  private final boolean backfill;
  private final int partitions;

  private transient ValueStateDescriptor<byte[]> descriptor;
  private transient ValueState<byte[]> projects;
  private transient PackedProject packing;
  private transient ListState<Long> newestState;
  private transient ListState<Long> closedState;
  private transient StreamRecord<ChangeEvent> event;
  private transient StreamRecord<RowData> row;
  private transient Map<Repeat, Long> repeats;
  private transient Map<String, Name> departmentNames;
  private transient Map<String, Name> matterNames;

  /** By department, then by number: the two are joined only where a name is new. */
  private transient Map<String, Map<String, Name>> staffNames;

  private transient long newestEvent;
  private transient long watermark;
  private transient long closed;
  private transient boolean restored;

  private record Repeat(Position position, String source, int day) {}

  private static final class Name {
    private String name;
    private long updatedAt;

    Name(String name, long updatedAt) {
      this.name = name;
      this.updatedAt = updatedAt;
    }
  }

  /**
   * @param timeToLive of a project after its last record; zero for ever
   * @param backfill whether reviews wait for their case
   * @param partitions of the changelog: each gets every heartbeat
   */
  public Correlate(Duration timeToLive, boolean backfill, int partitions) {
    this.timeToLive = timeToLive;
    this.backfill = backfill;
    this.partitions = partitions;
  }

  private static OutputTag<RowData> rows(String table) {
    return new OutputTag<>(table, InternalTypeInfo.of(Lake.rowType(table)));
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    newestState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("newest-event", Types.LONG));
    restored = context.isRestored();
    newestEvent = Long.MIN_VALUE;
    for (long newest : newestState.get()) {
      newestEvent = Math.max(newestEvent, newest);
    }
    closedState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("closed-until", Types.LONG));
    closed = Long.MIN_VALUE;
    for (long until : closedState.get()) {
      closed = Math.max(closed, until);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    descriptor = new ValueStateDescriptor<>(STATE, PackedProject.TYPE);
    packing = new PackedProject();
    if (!timeToLive.isZero()) {
      StateTtlConfig.Builder config =
          StateTtlConfig.newBuilder(timeToLive)
              .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
              .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired);
      // One old key looked at for each one used keeps up with the feed; a backfill ends soon.
      descriptor.enableTimeToLive(
          backfill
              ? config.disableCleanupInBackground().build()
              : config.cleanupIncrementally(1, false).build());
    }
    projects = getRuntimeContext().getState(descriptor);
    event = new StreamRecord<>(null);
    row = new StreamRecord<>(null);
    repeats = new HashMap<>();
    departmentNames = new HashMap<>();
    matterNames = new HashMap<>();
    staffNames = new HashMap<>();
    watermark = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<Intake> element) throws Exception {
    Intake intake = element.getValue();
    if (intake.order() != null) {
      closeNewestDay();
      return;
    }
    if (intake.erasure() != null) {
      erase();
      return;
    }
    FeedRecord record = intake.record();
    byte[] packed = projects.value();
    Project project = packed == null ? new Project() : packing.unpack(packed);
    Standing standing;
    if (record instanceof CaseRecord stage) {
      standing = apply(project, stage);
    } else if (record instanceof ReviewRecord review) {
      standing = project.apply(review, backfill && intake.holdable(), this::emit);
      if (standing != Standing.REPEATED) {
        newestEvent =
            Math.max(newestEvent, Math.min(review.eventTime(), review.position().ingestTime()));
      }
    } else if (record instanceof LedgerRecord ledger) {
      standing = apply(project, ledger);
    } else {
      standing = apply(project, (VerdictRecord) record);
    }
    if (standing == Standing.REPEATED) {
      Position at = record.position();
      Position place = new Position(at.stream(), at.partition(), 0, 0);
      repeats.merge(
          new Repeat(place, record.source(), CityClock.day(at.ingestTime())), 1L, Long::sum);
    } else {
      projects.update(packing.pack(project));
    }
  }

  /**
   * Those who follow are told who is forgotten; the rows of the tables are blanked in place. The
   * heartbeats bring every partition of the changelog something to put after what is to go.
   */
  private void erase() throws Exception {
    byte[] packed = projects.value();
    Project project = packed == null ? new Project() : packing.unpack(packed);
    project.erase(change -> output.collect(event.replace(ChangeEvent.of(watermark, change))));
    projects.update(packing.pack(project));
    long time = Math.max(watermark, closed);
    if (time != Long.MIN_VALUE) {
      heartbeat(time);
    }
  }

  private Standing apply(Project project, CaseRecord stage) {
    Standing standing = project.apply(stage, this::emit);
    if (standing != Standing.REPEATED) {
      boolean inForce = standing == Standing.IN_FORCE;
      int revision = inForce ? project.stage(stage.stage()).revision() : 0;
      CaseRecord kept = project.isErased() ? stage.anonymous() : stage;
      output(SERVICES, IngestRows.service(kept, revision, inForce));
    }
    if (standing == Standing.IN_FORCE) {
      long at = Math.max(stage.updateTime(), stage.serviceTime());
      if (isNew(departmentNames, stage.department(), stage.departmentName(), at)) {
        name(Dimension.DEPARTMENT, stage.department(), stage.departmentName(), at);
      }
      if (isNew(matterNames, stage.matter(), stage.matterName(), at)) {
        name(Dimension.MATTER, stage.matter(), stage.matterName(), at);
      }
      String staffName = stage.details().staffName();
      if (stage.staff() != null
          && staffName != null
          && isNew(staffOf(stage.department()), stage.staff(), staffName, at)) {
        name(Dimension.STAFF, stage.department() + '/' + stage.staff(), staffName, at);
      }
    }
    return standing;
  }

  private Standing apply(Project project, LedgerRecord ledger) {
    Standing standing = project.apply(ledger, this::emit);
    if (standing != Standing.REPEATED) {
      boolean inForce = standing == Standing.IN_FORCE;
      int revision = inForce ? project.entryOf(ledger.stage(), ledger.round()).ledgerRevision() : 0;
      LedgerRecord kept = project.isErased() ? ledger.withoutReply() : ledger;
      output(RECTIFICATIONS, IngestRows.ledger(kept, revision, inForce));
    }
    return standing;
  }

  private Standing apply(Project project, VerdictRecord verdict) {
    Standing standing = project.apply(verdict, this::emit);
    if (standing != Standing.REPEATED) {
      boolean inForce = standing == Standing.IN_FORCE;
      int revision =
          inForce ? project.entryOf(verdict.stage(), verdict.round()).verdictRevision() : 0;
      output(RECTIFICATIONS, IngestRows.verdict(verdict, revision, inForce));
    }
    return standing;
  }

  private void emit(ReviewChange change) {
    int day = CityClock.day(change.after().review().eventTime());
    boolean late = CityClock.millis(CityClock.startHour(day + 1)) <= Math.max(watermark, closed);
    output.collect(event.replace(ChangeEvent.of(watermark, change)));
    output(CHANGES, IngestRows.change(change, late));
  }

  private void output(OutputTag<RowData> table, RowData data) {
    output.collect(table, row.replace(data));
  }

  private Map<String, Name> staffOf(String department) {
    Map<String, Name> staff = staffNames.get(department);
    if (staff == null) {
      staff = new HashMap<>();
      staffNames.put(department, staff);
    }
    return staff;
  }

  /**
   * Whether a key's name is new to this task or newer than the one it knows; of names equally new
   * the last in the alphabet is, as the view has it.
   */
  private static boolean isNew(Map<String, Name> known, String key, String name, long updatedAt) {
    if (name == null) {
      return false;
    }
    Name last = known.get(key);
    if (last == null) {
      known.put(key, new Name(name, updatedAt));
      return true;
    }
    if (updatedAt < last.updatedAt) {
      return false;
    }
    if (name.equals(last.name)) {
      last.updatedAt = updatedAt;
      return false;
    }
    if (updatedAt == last.updatedAt && name.compareTo(last.name) < 0) {
      return false;
    }
    last.name = name;
    last.updatedAt = updatedAt;
    return true;
  }

  private void name(Dimension dimension, String key, String name, long updatedAt) {
    output(NAMES, IngestRows.name(dimension.word(), key, name, updatedAt));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    long time = mark.getTimestamp();
    if (time == Long.MAX_VALUE) {
      return;
    }
    if (watermark == Long.MIN_VALUE || CityClock.hour(time) > CityClock.hour(watermark)) {
      heartbeat(time);
    }
    watermark = time;
  }

  private void heartbeat(long time) {
    for (int partition = 0; partition < partitions; partition++) {
      output.collect(event.replace(ChangeEvent.heartbeat(time, partition)));
    }
  }

  private void closeNewestDay() {
    if (newestEvent == Long.MIN_VALUE) {
      return;
    }
    closed = CityClock.millis(CityClock.startHour(CityClock.day(newestEvent) + 1));
    heartbeat(closed);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    if (restored && !backfill) {
      // A backfill that was broken off may have left reviews that wait; live ones do not.
      restored = false;
      releaseHeld();
    }
    countRepeats();
  }

  private void countRepeats() {
    repeats.forEach(
        (repeat, n) ->
            output(
                REPEATS,
                IngestRows.repeats(
                    repeat.position.stream(),
                    repeat.position.partition(),
                    repeat.source,
                    repeat.day,
                    n)));
    repeats.clear();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    newestState.clear();
    newestState.add(newestEvent);
    closedState.clear();
    closedState.add(Math.max(watermark, closed));
  }

  /** The end of a backfill: reviews that still wait are given out, the newest day closes. */
  @Override
  public void endInput() throws Exception {
    // After this nothing may follow, not even before the last checkpoint.
    countRepeats();
    if (!backfill) {
      return;
    }
    releaseHeld();
    closeNewestDay();
  }

  private void releaseHeld() throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            descriptor,
            (key, state) -> {
              byte[] packed = state.value();
              Project project = packed == null ? new Project() : packing.unpack(packed);
              if (project.holds()) {
                project.releaseAll(this::emit);
                state.update(packing.pack(project));
              }
            });
  }
}
