package haochaping.measure.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import haochaping.core.Dimension;
import haochaping.core.MatterDays;
import haochaping.core.PaneDelta;
import haochaping.core.RollingCounts;
import haochaping.measure.close.Priors;
import haochaping.statistics.ranking.BetaPrior;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Deltas on their way and panes in state, in bytes. */
class SerializersTest {

  @Test
  void deltaComesBack() throws IOException {
    PaneDelta delta = delta(492_345, -1, 2, -3, 4, 5);
    delta.key = "f部门/事项";
    delta.clock = Integer.MIN_VALUE;
    assertComesBack(delta);
    delta.matter = "事项";
    assertComesBack(delta);
  }

  private static void assertComesBack(PaneDelta delta) throws IOException {
    PaneDelta read = back(new PaneDeltaSerializer(), delta);
    assertThat(read).usingRecursiveComparison().isEqualTo(delta);
    PaneDelta copy = new PaneDeltaSerializer().copy(delta);
    assertThat(copy).isNotSameAs(delta).usingRecursiveComparison().isEqualTo(delta);
  }

  @Test
  void panesComeBack() throws IOException {
    Random random = new Random(3);
    for (int size = 0; size < 200; size++) {
      RollingCounts panes = new RollingCounts();
      for (int i = 0; i < size; i++) {
        panes.apply(
            delta(
                random.nextInt(3000) - 500,
                random.nextInt(3) - 1,
                random.nextInt(3) - 1,
                random.nextInt(100_000),
                0,
                1));
      }
      RollingCounts read = back(new RollingCountsSerializer(), panes);
      assertSame(read, panes);
      // What is read can be added to.
      read.apply(delta(9999, 1, 0, 1, 0, 0));
      assertThat(read.size()).isEqualTo(panes.size() + 1);
    }
  }

  @Test
  void paneTakesSomeSevenBytes() throws IOException {
    RollingCounts panes = new RollingCounts();
    for (int hour = 0; hour < 720; hour++) {
      panes.apply(delta(492_000 + hour, 3, 1, 3, 1, 0));
    }
    DataOutputSerializer out = new DataOutputSerializer(64);
    new RollingCountsSerializer().serialize(panes, out);
    assertThat(out.length()).isLessThan(720 * 7);
  }

  /** Bytes that version 1 wrote of {@link #golden()}, never written anew. */
  @Test
  void panesOfVersionOneAreStillRead() throws IOException {
    try (InputStream file = SerializersTest.class.getResourceAsStream("/state/panes-v1.bin")) {
      RollingCounts read =
          new RollingCountsSerializer().deserialize(new DataInputDeserializer(file.readAllBytes()));
      assertSame(read, golden());
    }
  }

  private static RollingCounts golden() {
    RollingCounts panes = new RollingCounts();
    panes.apply(delta(492_345, 70_000, 64, 63, -1, 0));
    panes.apply(delta(492_346, 1, 1, 0, 0, 0));
    panes.apply(delta(494_500, -1, 0, -1, 0, 9));
    return panes;
  }

  @Test
  void mattersComeBack() throws IOException {
    for (MatterDays mix : List.of(new MatterDays(), goldenMix())) {
      MatterDays read = back(new MatterDaysSerializer(), mix);
      assertThat(sums(read, 0, 30_000)).isEqualTo(sums(mix, 0, 30_000));
      assertThat(read.size()).isEqualTo(mix.size());
    }
  }

  /** Bytes that version 1 wrote of {@link #goldenMix()}, never written anew. */
  @Test
  void mattersOfVersionOneAreStillRead() throws IOException {
    try (InputStream file = SerializersTest.class.getResourceAsStream("/state/matters-v1.bin")) {
      MatterDays read =
          new MatterDaysSerializer().deserialize(new DataInputDeserializer(file.readAllBytes()));
      assertThat(sums(read, 20_500, 20_501)).containsOnly(entry("食品", 3), entry("M2", 0));
      assertThat(sums(read, 20_000, 21_000)).containsOnly(entry("食品", 70_003), entry("M2", -1));
    }
  }

  private static MatterDays goldenMix() {
    MatterDays mix = new MatterDays();
    mix.add("食品", 20_501, 70_000);
    mix.add("食品", 20_500, 3);
    mix.add("M2", 20_700, -1);
    return mix;
  }

  private static Map<String, Integer> sums(MatterDays mix, int from, int to) {
    Map<String, Integer> sums = new TreeMap<>();
    mix.sum(from, to, sums::put);
    return sums;
  }

  @Test
  void priorsComeBack() throws IOException {
    assertThat(back(new PriorsSerializer(), Priors.NONE)).isEqualTo(Priors.NONE);
    assertThat(back(new PriorsSerializer(), goldenPriors())).isEqualTo(goldenPriors());
  }

  /** Bytes that version 1 wrote of {@link #goldenPriors()}, never written anew. */
  @Test
  void priorsOfVersionOneAreStillRead() throws IOException {
    try (InputStream file = SerializersTest.class.getResourceAsStream("/state/priors-v1.bin")) {
      assertThat(new PriorsSerializer().deserialize(new DataInputDeserializer(file.readAllBytes())))
          .isEqualTo(goldenPriors());
    }
  }

  private static Priors goldenPriors() {
    return new Priors(
        20260301,
        Map.of(
            Dimension.DISTRICT,
            new Priors.Split(0, new BetaPrior(2.6e-4, 5034.7), new BetaPrior(2.6e-4, 5034.7)),
            Dimension.STAFF,
            new Priors.Split(731, new BetaPrior(0.042, 85.25), new BetaPrior(0.5, 1))));
  }

  @Test
  void priorsOfALaterVersionAreRefused() {
    assertThatThrownBy(
            () -> new PriorsSerializer().deserialize(new DataInputDeserializer(new byte[] {2, 0})))
        .isInstanceOf(IOException.class)
        .hasMessage("priors of form 2; this release reads 1 to 1");
  }

  @Test
  void panesOfALaterVersionAreRefused() {
    assertThatThrownBy(
            () ->
                new RollingCountsSerializer()
                    .deserialize(new DataInputDeserializer(new byte[] {2, 0})))
        .isInstanceOf(IOException.class)
        .hasMessage("panes of form 2; this release reads 1 to 1");
  }

  @Test
  void copyIsIndependent() {
    RollingCounts panes = golden();
    RollingCounts copy = new RollingCountsSerializer().copy(panes);
    panes.apply(delta(1, 1, 0, 1, 0, 0));
    assertSame(copy, golden());
  }

  @Test
  void snapshotsRestoreTheSerializers() throws IOException {
    for (TypeSerializer<?> serializer :
        List.of(new PaneDeltaSerializer(), new RollingCountsSerializer(), new PriorsSerializer())) {
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

  private static void assertSame(RollingCounts read, RollingCounts panes) {
    assertThat(read.size()).isEqualTo(panes.size());
    for (int i = 0; i < panes.size(); i++) {
      assertThat(read.hour(i)).isEqualTo(panes.hour(i));
      for (int k = 0; k < RollingCounts.COUNTS; k++) {
        assertThat(read.count(i, k)).isEqualTo(panes.count(i, k));
      }
    }
  }

  private static PaneDelta delta(int hour, int... counts) {
    PaneDelta delta = new PaneDelta();
    delta.key = "cD1";
    delta.hour = hour;
    delta.reviews = counts[0];
    delta.bad = counts[1];
    delta.adopted = counts[2];
    delta.badAdopted = counts[3];
    delta.defaults = counts[4];
    return delta;
  }

  private static <T> T back(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T read = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return read;
  }
}
