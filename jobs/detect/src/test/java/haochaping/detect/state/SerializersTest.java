package haochaping.detect.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.CityClock;
import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.MatterCells;
import haochaping.detect.baseline.Verification;
import haochaping.detect.baseline.VerificationCounts;
import haochaping.detect.cluster.Contrast;
import haochaping.detect.cluster.LeafCount;
import haochaping.detect.cluster.LeafPanes;
import haochaping.detect.cluster.ScanStandard;
import haochaping.detect.cluster.ScanState;
import haochaping.detect.cluster.Sighting;
import haochaping.detect.cluster.Track;
import haochaping.detect.concentration.ChartPeak;
import haochaping.detect.concentration.Standard;
import haochaping.detect.concentration.Standing;
import haochaping.detect.concentration.Strongest;
import haochaping.detect.concentration.Tables;
import haochaping.detect.concentration.Target;
import haochaping.detect.concentration.Waiting;
import haochaping.detect.concentration.WindowPeak;
import haochaping.detect.concentration.Yardstick;
import haochaping.detect.evidence.Told;
import haochaping.detect.oversight.BiasSighting;
import haochaping.detect.oversight.BiasState;
import haochaping.detect.oversight.BiasTrack;
import haochaping.detect.oversight.DayCounts;
import haochaping.detect.oversight.Decided;
import haochaping.detect.oversight.Part;
import haochaping.detect.oversight.SilenceState;
import haochaping.detect.panes.BadReview;
import haochaping.detect.panes.BadReviews;
import haochaping.detect.panes.Level;
import haochaping.detect.panes.Panes;
import haochaping.detect.panes.ReviewDelta;
import haochaping.detect.toogood.QuarterStandard;
import haochaping.detect.toogood.TooGoodState;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.AlertState;
import haochaping.statistics.concentration.Cusum;
import haochaping.statistics.concentration.CusumState;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.Response;
import haochaping.statistics.concentration.Threshold;
import haochaping.statistics.oversight.PeerTest;
import haochaping.statistics.scan.Leaf;
import haochaping.statistics.scan.NullTail;
import haochaping.statistics.scan.Zone;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Deltas on their way and state, in bytes. */
class SerializersTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final int D = (int) DAY.toEpochDay();

  @Test
  void deltaComesBack() throws IOException {
    ReviewDelta delta = new ReviewDelta();
    delta.key = "e部门/1";
    delta.day = D;
    delta.matter = "事项";
    delta.channel = 13;
    delta.reviews = -1;
    delta.bad = -1;
    delta.reviewId = "s/p/1/1";
    delta.time = 1_772_380_800_000L;
    delta.department = "部门";
    DataOutputSerializer out = new DataOutputSerializer(64);
    new ReviewDeltaSerializer().serialize(delta, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(new ReviewDeltaSerializer().deserialize(in))
        .usingRecursiveComparison()
        .isEqualTo(delta);
    assertThat(in.available()).isZero();
    assertThat(new ReviewDeltaSerializer().copy(delta))
        .isNotSameAs(delta)
        .usingRecursiveComparison()
        .isEqualTo(delta);
  }

  /** Bytes that version 1 wrote, never written anew. */
  private static byte[] golden(String name) throws IOException {
    try (InputStream file = SerializersTest.class.getResourceAsStream("/state/" + name)) {
      return file.readAllBytes();
    }
  }

  @Test
  void targetOfVersionOneIsStillRead() throws IOException {
    assertThat(PackedTarget.unpack(golden("target-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(target());
    assertThat(PackedTarget.pack(target())).isEqualTo(golden("target-v1.bin"));
  }

  @Test
  void emptyTargetComesBack() throws IOException {
    Target empty =
        new Target("cD", new Panes(), new BadReviews(), new Waiting(), Map.of(), Standing.NONE, 0);
    Target read = PackedTarget.unpack(PackedTarget.pack(empty));
    assertThat(read).usingRecursiveComparison().isEqualTo(empty);
    assertThat(read.base()).isEqualTo(Standing.NONE);
  }

  @Test
  void cellsOfVersionOneAreStillRead() throws IOException {
    assertThat(PackedCells.unpack(golden("cells-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(cells());
    assertThat(PackedCells.pack(cells())).isEqualTo(golden("cells-v1.bin"));
  }

  @Test
  void tablesOfVersionOneAreStillRead() throws IOException {
    assertThat(PackedTables.unpack(golden("tables-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(tables(new VerificationCounts(), Verification.NONE));
  }

  @Test
  void tablesOfVersionTwoAreStillRead() throws IOException {
    assertThat(PackedTables.unpack(golden("tables-v2.bin")))
        .usingRecursiveComparison()
        .isEqualTo(verifiedTables());
    assertThat(PackedTables.pack(verifiedTables())).isEqualTo(golden("tables-v2.bin"));
  }

  @Test
  void leafOfVersionOneIsStillRead() throws IOException {
    assertThat(PackedLeaf.unpack(golden("leaf-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(leaf());
    assertThat(PackedLeaf.pack(leaf())).isEqualTo(golden("leaf-v1.bin"));
  }

  @Test
  void scanOfVersionOneIsStillRead() throws IOException {
    assertThat(PackedScan.unpack(golden("scan-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(scan());
    assertThat(PackedScan.pack(scan())).isEqualTo(golden("scan-v1.bin"));
  }

  @Test
  void quartersOfVersionOneAreStillRead() throws IOException {
    assertThat(PackedTooGood.unpack(golden("quarters-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(quarters());
    assertThat(PackedTooGood.pack(quarters())).isEqualTo(golden("quarters-v1.bin"));
  }

  static TooGoodState quarters() {
    TooGoodState state = new TooGoodState();
    QuarterStandard pointed =
        new QuarterStandard(5.5, 40, new double[] {9.5, 8}, new double[] {.01, .04});
    QuarterStandard nobody = new QuarterStandard(2, 0, new double[0], new double[0]);
    state.standards.put(
        D - 40, new EnumMap<>(Map.of(Level.DEPARTMENT, pointed, Level.STAFF, nobody)));
    for (Told<Void> told : target().told().values()) {
      int quarterEnd = CityClock.day(told.finding().windowEnd()) - 1;
      state.telling.restore(new Told<>(told.finding(), quarterEnd, null));
    }
    return state;
  }

  @Test
  void verdictsOfVersionOneAreStillRead() throws IOException {
    assertThat(PackedVerdicts.unpack(golden("verdicts-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(verdicts());
    assertThat(PackedVerdicts.pack(verdicts())).isEqualTo(golden("verdicts-v1.bin"));
  }

  @Test
  void sourcesOfVersionOneAreStillRead() throws IOException {
    assertThat(PackedSources.unpack(golden("sources-v1.bin")))
        .usingRecursiveComparison()
        .isEqualTo(sources());
    assertThat(PackedSources.pack(sources())).isEqualTo(golden("sources-v1.bin"));
  }

  static BiasState verdicts() {
    BiasState state = new BiasState();
    Decided one =
        new Decided(
            "s/p1/1/1",
            1_772_380_800_000L,
            1_772_380_860_000L,
            true,
            "部门",
            List.of("部门/1", "部门/2"),
            true);
    state.decided.put(one.reviewId(), one);
    BiasSighting seen =
        new BiasSighting(
            "部门",
            D,
            new PeerTest(9, 10, 14, 40, .35, 100),
            4,
            .0125,
            500,
            List.of(new Part("hour", 7, 6), new Part("later", 3, 3), new Part("unknown", 0, 0)),
            List.of(new Part("quarter_end", 0, 0), new Part("other_days", 10, 9)),
            List.of(new Part("部门/1", 300, 9)),
            List.of("s/p1/1/1", "s/p2/1/1"));
    state.base.put(Level.DEPARTMENT, List.of(new BiasTrack(target().base().alert(), seen)));
    target().told().values().forEach(state.telling::restore);
    return state;
  }

  static SilenceState sources() {
    SilenceState state = new SilenceState();
    SilenceState.Source source = new SilenceState.Source();
    source.all = new DayCounts(D - 500, D - 2, new int[] {7, 0, 70_000});
    source.channels[4] = new DayCounts(D - 2, D - 2, new int[] {7});
    state.sources.put("来源", source);
    target().told().values().forEach(state.telling::restore);
    return state;
  }

  static LeafPanes leaf() {
    Target target = target();
    return new LeafPanes(
        ReviewDelta.leaf("区", "部门", "事项"), target.panes(), target.bad(), target.waiting(), 3);
  }

  static ScanState scan() {
    ScanState state = new ScanState();
    state.firstScanned = D - 200;
    state.toldDistrictsMissing = true;
    state.standards.put(D - 1, new ScanStandard(2.5, ScanStandard.NOT_SCREENED, null));
    state.standards.put(D, new ScanStandard(2.25, 5.5, null));
    state.standards.put(
        D + 1, new ScanStandard(2, 5.25, new NullTail(299, new double[] {7, 8, 9.5}, 4.5, .75)));
    Zone zone = new Zone(List.of("区", "县"), Zone.Part.MATTER, "事项");
    Sighting city =
        new Sighting(
            new Zone(List.of("区", "县"), Zone.Part.ALL, ""),
            true,
            D - 6,
            D,
            7000,
            19,
            4.5,
            12.5,
            1e-6,
            true,
            D - 2,
            null,
            70,
            List.of(new LeafCount(new Leaf("区", "部门", ""), 7, .5)),
            List.of("", "县"),
            new Contrast(zone, 9, 3.5, 4.25));
    Sighting small =
        new Sighting(
            zone, false, D, D + 1, 70, 3, .125, 6, .004, false, D - 2, "部门", 2, List.of(),
            List.of(), null);
    state.sightings.put(D, List.of(city, small));
    state.changed.add(D - 3);
    Target target = target();
    Alert alert = target.base().alert();
    state.base.add(new Track(alert, small, city));
    target.told().forEach((id, told) -> state.telling.restore(new Told<>(told.finding(), D, zone)));
    return state;
  }

  @Test
  void stateOfALaterVersionIsRefused() {
    byte[] later = {2, 0};
    assertThatThrownBy(() -> PackedTarget.unpack(later))
        .isInstanceOf(IOException.class)
        .hasMessage("target of form 2; this release reads 1 to 1");
    assertThatThrownBy(() -> PackedCells.unpack(later))
        .hasMessage("cells of form 2; this release reads 1 to 1");
    assertThatThrownBy(() -> PackedLeaf.unpack(later))
        .hasMessage("leaf of form 2; this release reads 1 to 1");
    assertThatThrownBy(() -> PackedScan.unpack(later))
        .hasMessage("scan of form 2; this release reads 1 to 1");
    assertThatThrownBy(() -> PackedTooGood.unpack(later))
        .hasMessage("too-good of form 2; this release reads 1 to 1");
    assertThatThrownBy(() -> PackedVerdicts.unpack(later))
        .hasMessage("verdicts of form 2; this release reads 1 to 1");
    assertThatThrownBy(() -> PackedSources.unpack(later))
        .hasMessage("sources of form 2; this release reads 1 to 1");
    assertThatThrownBy(() -> PackedTables.unpack(new byte[] {3}))
        .hasMessage("tables of form 3; this release reads 1 to 2");
  }

  @Test
  void snapshotsRestoreTheSerializers() throws IOException {
    for (TypeSerializer<?> serializer :
        List.of(new ReviewDeltaSerializer(), new Packed.Serializer())) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
      assertThat(
              TypeSerializerSnapshot.readVersionedSnapshot(
                      new DataInputDeserializer(out.getCopyOfBuffer()),
                      SerializersTest.class.getClassLoader())
                  .restoreSerializer())
          .isEqualTo(serializer);
    }
  }

  static Target target() {
    Panes panes =
        new Panes(
            2,
            new int[] {D - 5, D},
            new int[] {70_000, 1},
            new int[] {64, 1},
            new long[] {Long.MAX_VALUE, 42_221_246_506L});
    BadReviews bad =
        new BadReviews(
            List.of(
                new BadReview(1_772_380_800_000L, "s/p1/1/1", "部门"),
                new BadReview(1_772_380_800_001L, "s/p2/1/1", "部门")));
    Waiting waiting = new Waiting();
    waiting.add(D + 3, "", 4, -1);
    waiting.add(D + 3, "M", 4, 7);
    Alert alert =
        new Alert(
            "06f2b3a3a10cd1996cb853ea0ff13e07",
            "cusum",
            "staff",
            "部门/1",
            DAY,
            AlertState.ONGOING,
            DAY.plusDays(1),
            DAY.plusDays(2),
            null,
            null,
            Response.NONE);
    Strongest strongest =
        new Strongest(
            1_772_380_800_000L,
            "s/p1/1/1",
            D - 2,
            new OwnRisk(2.5, 2.25),
            D - 6,
            new ChartPeak(D, 2.67, 2.6, 300, D - 1, 3, .495),
            new WindowPeak(D, 7, 3, new OwnRisk(2.5, 2.25), 1e-6, 2e-6, 1e5));
    Finding finding =
        new Finding(
            alert.id(),
            2,
            Finding.State.ONGOING,
            "department",
            "CONCENTRATION",
            "staff",
            "部门/1",
            "部门",
            1,
            2,
            3,
            .495,
            6.06,
            1e-6,
            2e-6,
            1e5,
            "cusum",
            "det-1",
            4,
            5,
            6,
            "{\"zh\":\"差评集中\"}",
            null);
    return new Target(
        Level.STAFF.key("部门/1"),
        panes,
        bad,
        waiting,
        Map.of(finding.id(), new Told<>(finding, D, null)),
        new Standing(new CusumState(2.67, DAY.minusDays(1), 3, .495), alert, strongest),
        9);
  }

  static MatterCells cells() {
    return new MatterCells(
        2, new int[] {D << 6, (D << 6) + 13}, new int[] {70_000, 1}, new int[] {64, 0});
  }

  private static Tables verifiedTables() {
    int ages = Verification.LAST_AGE + 1;
    long[] reviews = new long[ages];
    long[] bad = new long[ages];
    double[] atRisk = new double[ages];
    double[] counted = new double[ages];
    double[] factors = new double[ages];
    for (int age = 0; age < ages; age++) {
      reviews[age] = 5000 + age;
      bad[age] = age % 3;
      atRisk[age] = 100.5 + age;
      counted[age] = 100.25 + age;
      factors[age] = 1.5 - age / 128.0;
    }
    Tables tables =
        tables(
            new VerificationCounts(D, reviews, bad, atRisk, counted),
            new Verification(D - 3, factors));
    tables.verifications().add(tables.standards(D).get(Level.STAFF).verification());
    return tables;
  }

  static Tables tables(VerificationCounts counts, Verification verification) {
    Tables tables = new Tables(counts);
    tables.judgesFrom(D - 100);
    double[] weekdays = {1, .9, 1.1, 1, 1, .5, 2};
    double[] channels = {1, 1.25};
    tables
        .baselines()
        .add(
            new Baseline(
                D - 1,
                120_000,
                28,
                28 / 12e4,
                weekdays,
                channels,
                new HashMap<>(Map.of("M1", .75))));
    tables
        .baselines()
        .add(
            new Baseline(
                D,
                120_001,
                29,
                29 / 12e4,
                weekdays,
                channels,
                new HashMap<>(Map.of("M1", .75, "事项", 1.5))));
    double[] p = new double[Yardstick.size()];
    double[] q = new double[Yardstick.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = 1.0 / (i + 2);
      q[i] = 1.0 / (i + 1);
    }
    Map<Level, Standard> standards = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      standards.put(
          level,
          new Standard(
              2.5,
              new Threshold(new Cusum(level.oddsRatio(), 5.75), 300),
              new Yardstick(p, q),
              verification));
    }
    tables.put(D, standards);
    return tables;
  }
}
