package haochaping.detect.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.CityClock;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionForm;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.composition.Hall;
import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Finding;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The watch for compositions in bytes. */
class PackedCompositionTest {
  private static final int FIRST = 20_000;
  private static final int DAYS = 20;

  private static final BurstAnnouncer NOBODY =
      new BurstAnnouncer() {
        @Override
        public void finding(Finding finding, List<FindingReview> reviews) {}

        @Override
        public void figure(int day, String part, String key, double value) {}
      };

  /** Twenty days of a small city, in a form. */
  private static CompositionForm form() {
    CompositionWatch watch = new CompositionWatch();
    watch.startAfter(FIRST - 1);
    Hall hall = new Hall(1, 2, 2, 3);
    for (int day = FIRST; day < FIRST + DAYS; day++) {
      hall.day(
          day,
          6,
          image -> watch.apply(new ReviewChange(image.review().position(), 1, null, image)));
      if (day % 6 == 0) {
        together(watch, day, 3);
      }
      watch.close(day, 0, NOBODY);
    }
    together(watch, FIRST + DAYS - 2, 1);
    return new CompositionForm(watch);
  }

  /** Some people at one member of staff, another one each time: the third time they are a ring. */
  private static void together(CompositionWatch watch, int day, int people) {
    for (int i = 0; i < people; i++) {
      long time = CityClock.millis(CityClock.startHour(day)) + 1000L * (30_000 + i);
      ReviewImage image =
          Hall.review(
              "t" + day + "-" + i,
              time,
              5,
              List.of(),
              null,
              "ring" + i,
              null,
              null,
              60,
              "D1",
              "M1",
              "D1/S" + day);
      watch.apply(new ReviewChange(image.review().position(), 1, null, image));
    }
  }

  private static Map<Integer, byte[]> days(CompositionForm form) throws IOException {
    TreeMap<Integer, byte[]> days = new TreeMap<>();
    form.drainTouched((day, isHeld) -> days.put(day, PackedComposition.packDay(form, day)));
    return days;
  }

  /** Bytes of a usual share, which version 3 has one more of for each level and side. */
  private static final int MORE_A_TABLE = 3 * 2 * Double.BYTES;

  /** Tables of usual shares in the bytes of earlier versions. */
  private static final int TABLES = 2;

  /**
   * Bytes that version 1 wrote, never written anew: each day with its length in front, then the
   * tables. Version 2 writes the same with, at the end, no flags, nothing told, nothing late.
   */
  @Test
  void versionOneIsStillRead() throws IOException {
    TreeMap<Integer, byte[]> days = new TreeMap<>();
    byte[] tables = golden("/state/composition-v1.bin", days);
    isReadAndWrittenAnew(days, tables, 3);
  }

  /** Bytes that version 2 wrote, in which a ring was told and a review came late. */
  @Test
  void versionTwoIsStillRead() throws IOException {
    TreeMap<Integer, byte[]> days = new TreeMap<>();
    byte[] tables = golden("/state/composition-v2.bin", days);
    assertThat(new String(tables, StandardCharsets.ISO_8859_1)).contains("LOCKSTEP", "t20010-0");
    isReadAndWrittenAnew(days, tables, 0);
  }

  private static void isReadAndWrittenAnew(Map<Integer, byte[]> days, byte[] tables, int more)
      throws IOException {
    CompositionForm read = read(days, tables);
    byte[] anew = PackedComposition.packTables(read);
    assertThat(anew[0]).isEqualTo((byte) 3);
    assertThat(anew).hasSize(tables.length + TABLES * MORE_A_TABLE + more);
    assertThat(afterFindings(anew)).startsWith(afterFindings(tables));
    days.values().forEach(day -> day[0] = 3);
    comesBack(days, anew);
  }

  /** The bytes from the first finding on: none of them is of a usual share. */
  private static byte[] afterFindings(byte[] tables) {
    String text = new String(tables, StandardCharsets.ISO_8859_1);
    return text.substring(text.indexOf("{\"zh\"")).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] golden(String resource, Map<Integer, byte[]> days) throws IOException {
    try (DataInputStream golden =
        new DataInputStream(PackedCompositionTest.class.getResourceAsStream(resource))) {
      for (int day = FIRST; day < FIRST + DAYS; day++) {
        days.put(day, golden.readNBytes(golden.readInt()));
      }
      return golden.readAllBytes();
    }
  }

  @Test
  void comesBackAsItWas() throws IOException {
    CompositionForm form = form();
    Map<Integer, byte[]> days = days(form);
    assertThat(days).hasSize(DAYS);
    byte[] tables = PackedComposition.packTables(form);
    comesBack(days, tables);
  }

  private static CompositionForm read(Map<Integer, byte[]> days, byte[] tables) throws IOException {
    CompositionForm read = new CompositionForm(new CompositionWatch());
    for (Map.Entry<Integer, byte[]> day : days.entrySet()) {
      PackedComposition.unpackDay(read, day.getKey(), day.getValue());
    }
    PackedComposition.unpackTables(read, FIRST + DAYS - 1, tables);
    return read;
  }

  private static void comesBack(Map<Integer, byte[]> days, byte[] tables) throws IOException {
    CompositionForm read = read(days, tables);
    assertThat(PackedComposition.packTables(read)).isEqualTo(tables);
    for (Map.Entry<Integer, byte[]> day : days.entrySet()) {
      assertThat(PackedComposition.packDay(read, day.getKey())).isEqualTo(day.getValue());
    }
  }

  @Test
  void laterFormIsRefused() {
    CompositionForm form = new CompositionForm(new CompositionWatch());
    assertThatThrownBy(() -> PackedComposition.unpackDay(form, 1, new byte[] {9}))
        .isInstanceOf(IOException.class)
        .hasMessage("composition day of form 9; this release reads 1 to 3");
  }
}
