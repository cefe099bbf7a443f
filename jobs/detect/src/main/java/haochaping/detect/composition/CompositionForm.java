package haochaping.detect.composition;

import haochaping.detect.evidence.Told;
import haochaping.detect.panes.Level;
import haochaping.detect.reviewers.ReviewerForm;
import haochaping.platform.Finding;
import haochaping.platform.Wire;
import haochaping.statistics.composition.LagProfile;
import haochaping.statistics.composition.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The watch in bytes: a day by itself, and what it keeps beside its days. Each day has dictionaries
 * of its own. The order of the fields is part of the state format.
 */
public final class CompositionForm {
  private static final Kind[] KINDS = Kind.values();
  private static final int ROWS = 1;
  private static final int SUMMARIES = 2;

  /** What {@link Peers#fit} says of a share without any review. */
  private static final double UNKNOWN_SHARE = .5;

  private static final int REVIEWER = 1;
  private static final int PHONE = 2;
  private static final int DEVICE = 4;
  private static final int ADDRESS = 8;

  private final CompositionWatch watch;

  public CompositionForm(CompositionWatch watch) {
    this.watch = watch;
  }

  /** How a finding is written. */
  public interface Findings {
    void write(Finding finding, DataOutput out) throws IOException;

    Finding read(DataInput in) throws IOException;
  }

  /** Receives days whose stored form is to change. */
  public interface Days {
    /**
     * A day.
     *
     * @param isHeld false where nothing of it is kept any more
     */
    void day(int day, boolean isHeld) throws IOException;
  }

  /** Hands out the days that changed since the last call, ready to be written. */
  public void drainTouched(Days days) throws IOException {
    watch.summarise();
    watch.lastTouched = CompositionState.UNKNOWN;
    for (int day : watch.touched) {
      boolean isSettling = watch.settling.containsKey(day);
      days.day(day, isSettling || watch.reviews.days.containsKey(day));
      if (isSettling) {
        watch.settling.remove(day);
        watch.settled.add(day);
      }
    }
    watch.touched.clear();
  }

  /** Numbers in the order of their first use. */
  private static final class Dictionary {
    final Map<Integer, Integer> places = new HashMap<>();
    final List<Integer> numbers = new ArrayList<>();

    int place(int number) {
      if (number < 0) {
        return -1;
      }
      Integer place = places.putIfAbsent(number, numbers.size());
      if (place == null) {
        numbers.add(number);
        return numbers.size() - 1;
      }
      return place;
    }
  }

  /** Writes a day that {@link #drainTouched} hands out. */
  public void writeDay(int date, DataOutput out) throws IOException {
    SettledDay settled = watch.settling.get(date);
    if (settled != null) {
      out.writeByte(SUMMARIES);
      writeSummaries(date, settled, out);
    } else {
      out.writeByte(ROWS);
      writeRows(watch.reviews.days.get(date), out);
    }
  }

  private void writeRows(ReviewDay day, DataOutput out) throws IOException {
    Dictionary units = new Dictionary();
    Dictionary templates = new Dictionary();
    Dictionary texts = new Dictionary();
    for (int row = 0; row < day.size; row++) {
      units.place(day.department[row]);
      units.place(day.matter[row]);
      units.place(day.staff[row]);
      for (int other : day.moreStaff[row] == null ? new int[0] : day.moreStaff[row]) {
        units.place(other);
      }
      templates.place(day.template[row]);
      texts.place(day.text[row]);
    }
    writeUnits(units, out);
    writeTemplates(templates, out);
    Wire.writeInt(texts.numbers.size(), out);
    for (int number : texts.numbers) {
      out.writeInt(watch.reviews.texts.department(number));
      out.writeLong(watch.reviews.texts.hash(number));
      long[] grams = watch.reviews.texts.grams(number);
      Wire.writeInt(grams.length, out);
      for (long gram : grams) {
        out.writeLong(gram);
      }
    }
    Wire.writeInt(day.size, out);
    for (int row = 0; row < day.size; row++) {
      Wire.writeString(day.reviewId(row), out);
      Wire.writeInt(day.second[row], out);
      out.writeByte(day.grade[row]);
      out.writeByte(day.facts[row]);
      Wire.writeInt(units.place(day.department[row]), out);
      Wire.writeInt(units.place(day.matter[row]), out);
      Wire.writeInt(units.place(day.staff[row]), out);
      int[] more = day.moreStaff[row] == null ? new int[0] : day.moreStaff[row];
      Wire.writeInt(more.length, out);
      for (int other : more) {
        Wire.writeInt(units.place(other), out);
      }
      Wire.writeInt(templates.place(day.template[row]), out);
      Wire.writeInt(texts.place(day.text[row]), out);
      Wire.writeInt(day.lag[row], out);
      out.writeByte(
          (day.reviewer[row] != 0 ? REVIEWER : 0)
              | (day.phone[row] != 0 ? PHONE : 0)
              | (day.device[row] != 0 ? DEVICE : 0)
              | (day.address[row] != 0 ? ADDRESS : 0));
      writeHash(day.reviewer[row], out);
      writeHash(day.phone[row], out);
      writeHash(day.device[row], out);
      writeHash(day.address[row], out);
    }
  }

  private static void writeHash(long hash, DataOutput out) throws IOException {
    if (hash != 0) {
      out.writeLong(hash);
    }
  }

  private void writeUnits(Dictionary units, DataOutput out) throws IOException {
    Wire.writeInt(units.numbers.size(), out);
    for (int number : units.numbers) {
      writeUnit(watch.reviews.units.get(number), out);
    }
  }

  private static void writeUnit(Unit unit, DataOutput out) throws IOException {
    out.writeByte(unit.level.ordinal());
    Wire.writeString(unit.code, out);
  }

  private int readUnit(DataInput in) throws IOException {
    Level level = Level.values()[in.readByte()];
    return watch.reviews.units.intern(level, Wire.readString(in));
  }

  private void writeTemplates(Dictionary templates, DataOutput out) throws IOException {
    Wire.writeInt(templates.numbers.size(), out);
    for (int number : templates.numbers) {
      Wire.writeString(watch.reviews.templates.get(number).code(), out);
    }
  }

  private int[] readTemplates(DataInput in) throws IOException {
    int[] templates = new int[Wire.readInt(in)];
    for (int i = 0; i < templates.length; i++) {
      templates[i] = watch.reviews.templates.intern(Templates.Template.of(Wire.readString(in)));
    }
    return templates;
  }

  private static int at(int[] numbers, int place) {
    return place < 0 ? -1 : numbers[place];
  }

  /** Columns and shares of forms 1 and 2, which know no times of writing. */
  private static final int FORMER_WIDTH = History.WRITTEN;

  private static final int FORMER_SHARES = TileTest.BELATED_SHARE;

  /**
   * Reads a day; days are to be read in their order.
   *
   * @param version of the form
   */
  public void readDay(int date, DataInput in, int version) throws IOException {
    if (in.readByte() == SUMMARIES) {
      readSummaries(date, in, version > 2 ? History.WIDTH : FORMER_WIDTH);
    } else {
      readRows(date, in);
    }
  }

  private void readRows(int date, DataInput in) throws IOException {
    int[] units = new int[Wire.readInt(in)];
    for (int i = 0; i < units.length; i++) {
      units[i] = readUnit(in);
    }
    int[] templates = readTemplates(in);
    int[] texts = new int[Wire.readInt(in)];
    for (int i = 0; i < texts.length; i++) {
      int department = in.readInt();
      long hash = in.readLong();
      long[] grams = new long[Wire.readInt(in)];
      for (int j = 0; j < grams.length; j++) {
        grams[j] = in.readLong();
      }
      texts[i] = watch.reviews.texts.intern(department, hash, grams);
    }
    ReviewDay day = new ReviewDay(date);
    for (int left = Wire.readInt(in); left > 0; left--) {
      String id = Wire.readString(in);
      int row = day.append(id, Reviews.hash(id));
      day.second[row] = Wire.readInt(in);
      day.grade[row] = in.readByte();
      day.facts[row] = in.readByte();
      day.department[row] = at(units, Wire.readInt(in));
      day.matter[row] = at(units, Wire.readInt(in));
      day.staff[row] = at(units, Wire.readInt(in));
      int more = Wire.readInt(in);
      day.moreStaff[row] = more == 0 ? null : new int[more];
      for (int i = 0; i < more; i++) {
        day.moreStaff[row][i] = units[Wire.readInt(in)];
      }
      day.template[row] = at(templates, Wire.readInt(in));
      day.text[row] = at(texts, Wire.readInt(in));
      day.lag[row] = Wire.readInt(in);
      int known = in.readByte();
      day.reviewer[row] = (known & REVIEWER) != 0 ? in.readLong() : 0;
      day.phone[row] = (known & PHONE) != 0 ? in.readLong() : 0;
      day.device[row] = (known & DEVICE) != 0 ? in.readLong() : 0;
      day.address[row] = (known & ADDRESS) != 0 ? in.readLong() : 0;
    }
    watch.reviews.restored(day);
  }

  private void writeSummaries(int date, SettledDay day, DataOutput out) throws IOException {
    Dictionary templates = new Dictionary();
    int units = 0;
    for (int[] ofLevel : day.units()) {
      units += ofLevel.length;
      for (int number : ofLevel) {
        for (Side side : Side.values()) {
          History history = watch.reviews.units.get(number).history(side);
          int index = history.from(date);
          for (int k = history.has(date) ? history.firstMark(index) : 0;
              history.has(date) && k < history.lastMark(index);
              k++) {
            templates.place(History.template(history.mark(k)));
          }
        }
      }
    }
    writeTemplates(templates, out);
    Wire.writeInt(units, out);
    for (int[] ofLevel : day.units()) {
      for (int number : ofLevel) {
        Unit unit = watch.reviews.units.get(number);
        writeUnit(unit, out);
        for (Side side : Side.values()) {
          writeHistory(unit.history(side), date, templates, out);
        }
      }
    }
    long[] tokens = Arrays.stream(day.tokens()).filter(token -> token != 0).distinct().toArray();
    Wire.writeInt(tokens.length, out);
    for (long token : tokens) {
      out.writeLong(token);
    }
  }

  private static void writeHistory(History history, int date, Dictionary templates, DataOutput out)
      throws IOException {
    if (!history.has(date)) {
      out.writeBoolean(false);
      return;
    }
    out.writeBoolean(true);
    int index = history.from(date);
    for (int column = 0; column < History.WIDTH; column++) {
      Wire.writeInt(history.count(index, column), out);
    }
    Wire.writeInt(history.lastMark(index) - history.firstMark(index), out);
    for (int k = history.firstMark(index); k < history.lastMark(index); k++) {
      Wire.writeInt(templates.place(History.template(history.mark(k))), out);
      Wire.writeInt(History.bin(history.mark(k)), out);
    }
  }

  private void readSummaries(int date, DataInput in, int width) throws IOException {
    int[] templates = readTemplates(in);
    int[] row = new int[History.WIDTH];
    for (int left = Wire.readInt(in); left > 0; left--) {
      Unit unit = watch.reviews.units.get(readUnit(in));
      for (Side side : Side.values()) {
        if (!in.readBoolean()) {
          continue;
        }
        for (int column = 0; column < width; column++) {
          row[column] = Wire.readInt(in);
        }
        int[] marks = new int[Wire.readInt(in)];
        for (int k = 0; k < marks.length; k++) {
          marks[k] = History.mark(at(templates, Wire.readInt(in)), Wire.readInt(in));
        }
        Arrays.sort(marks);
        unit.history(side).put(date, row, marks, 0, marks.length);
      }
    }
    for (int left = Wire.readInt(in); left > 0; left--) {
      long token = in.readLong();
      watch.reviews.sightings.add(token, date);
      watch.reviews.sightings.settle(token, date);
    }
    watch.settled.add(date);
  }

  /** Writes what is kept beside the days. */
  public void writeTables(Findings findings, DataOutput out) throws IOException {
    CompositionState state = watch.state;
    Wire.writeInt(state.firstDay, out);
    Wire.writeInt(state.peers.size(), out);
    for (Peers peers : state.peers.values()) {
      writePeers(peers, out);
    }
    Wire.writeInt(state.tables.size(), out);
    for (Map.Entry<Integer, DayTable> entry : state.tables.entrySet()) {
      Wire.writeInt(entry.getKey(), out);
      for (int level = 0; level < Units.LEVELS.size(); level++) {
        Wire.writeInt(entry.getValue().tiles()[level], out);
        out.writeBoolean(entry.getValue().campaign()[level]);
      }
    }
    writeMoments(state.moments, out);
    List<Unit> flagged = new ArrayList<>();
    watch.flagged().forEach(flagged::add);
    Wire.writeInt(flagged.size(), out);
    for (Unit unit : flagged) {
      writeUnit(unit, out);
      Wire.writeInt(unit.flags.size(), out);
      for (Flagged flag : unit.flags) {
        writeFlag(flag, out);
      }
    }
    Wire.writeInt(watch.dirty.size(), out);
    for (Unit unit : watch.dirty) {
      writeUnit(unit, out);
      Wire.writeInt(unit.changedFrom, out);
    }
    Wire.writeInt(state.telling.told().size(), out);
    for (Told<ToldTile> told : state.telling.told()) {
      findings.write(told.finding(), out);
      out.writeByte(told.of().level().ordinal());
      Wire.writeString(told.of().unit(), out);
      out.writeByte(told.of().kind().ordinal());
      Wire.writeInt(told.openDay(), out);
      Wire.writeInt(told.of().firstDay(), out);
      Wire.writeInt(told.of().ofSide(), out);
    }
    ReviewerForm.write(watch.reviewers, findings::write, out);
  }

  /**
   * Reads what is kept beside the days, once all of them are read.
   *
   * @param lastClosed the last closed day
   * @param version of the form: 1 knows nothing of reviewers, 2 of times of writing
   */
  public void readTables(int lastClosed, Findings findings, DataInput in, int version)
      throws IOException {
    watch.startAfter(lastClosed);
    watch.summarise();
    for (Unit unit : watch.dirty) {
      unit.changedFrom = Integer.MAX_VALUE;
    }
    watch.dirty.clear();
    CompositionState state = new CompositionState();
    watch.state = state;
    state.firstDay = Wire.readInt(in);
    for (int left = Wire.readInt(in); left > 0; left--) {
      Peers peers = readPeers(in, version > 2 ? TileTest.SHARES : FORMER_SHARES);
      state.peers.put(peers.day(), peers);
    }
    for (int left = Wire.readInt(in); left > 0; left--) {
      int day = Wire.readInt(in);
      int[] tiles = new int[Units.LEVELS.size()];
      boolean[] campaign = new boolean[tiles.length];
      for (int level = 0; level < tiles.length; level++) {
        tiles[level] = Wire.readInt(in);
        campaign[level] = in.readBoolean();
      }
      state.tables.put(day, new DayTable(tiles, campaign));
    }
    state.moments = readMoments(in);
    for (int left = Wire.readInt(in); left > 0; left--) {
      Unit unit = watch.reviews.units.get(readUnit(in));
      for (int more = Wire.readInt(in); more > 0; more--) {
        unit.flags.add(readFlag(in));
      }
      watch.restore(unit);
    }
    for (int left = Wire.readInt(in); left > 0; left--) {
      Unit unit = watch.reviews.units.get(readUnit(in));
      unit.changedFrom = Wire.readInt(in);
      watch.dirty.add(unit);
    }
    for (int left = Wire.readInt(in); left > 0; left--) {
      Finding finding = findings.read(in);
      Level level = Level.values()[in.readByte()];
      String unit = Wire.readString(in);
      Kind kind = KINDS[in.readByte()];
      int openDay = Wire.readInt(in);
      ToldTile tile = new ToldTile(level, unit, kind, Wire.readInt(in), Wire.readInt(in));
      state.telling.restore(new Told<>(finding, openDay, tile));
    }
    if (version > 1) {
      ReviewerForm.read(watch.reviewers, findings::read, in);
    }
  }

  private static void writePeers(Peers peers, DataOutput out) throws IOException {
    Wire.writeInt(peers.day(), out);
    for (double[][] ofLevel : peers.shares()) {
      for (double[] ofSide : ofLevel) {
        for (double share : ofSide) {
          out.writeDouble(share);
        }
      }
    }
    for (float[] profile : peers.lags()) {
      for (float share : profile) {
        out.writeFloat(share);
      }
    }
    for (double rarest : peers.rarest()) {
      out.writeDouble(rarest);
    }
    Wire.writeInt(peers.templates().size(), out);
    for (Map.Entry<String, Double> entry : new TreeMap<>(peers.templates()).entrySet()) {
      Wire.writeString(entry.getKey(), out);
      out.writeDouble(entry.getValue());
    }
    writeMoments(peers.moments(), out);
  }

  private static Peers readPeers(DataInput in, int known) throws IOException {
    int day = Wire.readInt(in);
    double[][][] shares = new double[Units.LEVELS.size()][2][TileTest.SHARES];
    for (double[][] ofLevel : shares) {
      for (double[] ofSide : ofLevel) {
        Arrays.fill(ofSide, UNKNOWN_SHARE);
        for (int share = 0; share < known; share++) {
          ofSide[share] = in.readDouble();
        }
      }
    }
    float[][] lags = new float[2][LagProfile.BINS];
    for (float[] profile : lags) {
      for (int bin = 0; bin < profile.length; bin++) {
        profile[bin] = in.readFloat();
      }
    }
    double[] rarest = {in.readDouble(), in.readDouble()};
    Map<String, Double> templates = new HashMap<>();
    for (int left = Wire.readInt(in); left > 0; left--) {
      templates.put(Wire.readString(in), in.readDouble());
    }
    return new Peers(day, shares, lags, templates, rarest, readMoments(in));
  }

  private static void writeMoments(Map<Integer, Peers.Moments> moments, DataOutput out)
      throws IOException {
    Wire.writeInt(moments.size(), out);
    for (Map.Entry<Integer, Peers.Moments> entry : new TreeMap<>(moments).entrySet()) {
      Wire.writeInt(entry.getKey(), out);
      out.writeLong(entry.getValue().tiles());
      out.writeDouble(entry.getValue().sum());
      out.writeDouble(entry.getValue().squares());
    }
  }

  private static Map<Integer, Peers.Moments> readMoments(DataInput in) throws IOException {
    Map<Integer, Peers.Moments> moments = new HashMap<>();
    for (int left = Wire.readInt(in); left > 0; left--) {
      moments.put(
          Wire.readInt(in), new Peers.Moments(in.readLong(), in.readDouble(), in.readDouble()));
    }
    return moments;
  }

  private static void writeFlag(Flagged flag, DataOutput out) throws IOException {
    Wire.writeInt(flag.day(), out);
    Wire.writeInt(flag.width(), out);
    out.writeByte(flag.kind().ordinal());
    Wire.writeInt(flag.reviews(), out);
    Wire.writeInt(flag.ofSide(), out);
    Wire.writeInt(flag.past(), out);
    out.writeDouble(flag.logP());
    Wire.writeInt(flag.tiles(), out);
    Wire.writeInt(flag.figures().length, out);
    for (Flagged.Figure figure : flag.figures()) {
      out.writeByte(figure.part());
      out.writeDouble(figure.logP());
      Wire.writeInt(figure.count(), out);
      Wire.writeInt(figure.total(), out);
      out.writeDouble(figure.expected());
    }
    Wire.writeInt(flag.missing(), out);
    Wire.writeString(flag.template(), out);
    Wire.writeInt(flag.lagSecond(), out);
    Wire.writeInt(flag.peersDay(), out);
    out.writeDouble(flag.brown());
  }

  private static Flagged readFlag(DataInput in) throws IOException {
    int day = Wire.readInt(in);
    int width = Wire.readInt(in);
    Kind kind = KINDS[in.readByte()];
    int reviews = Wire.readInt(in);
    int ofSide = Wire.readInt(in);
    int past = Wire.readInt(in);
    double logP = in.readDouble();
    int tiles = Wire.readInt(in);
    Flagged.Figure[] figures = new Flagged.Figure[Wire.readInt(in)];
    for (int i = 0; i < figures.length; i++) {
      figures[i] =
          new Flagged.Figure(
              in.readByte(), in.readDouble(), Wire.readInt(in), Wire.readInt(in), in.readDouble());
    }
    return new Flagged(
        day,
        width,
        kind,
        reviews,
        ofSide,
        past,
        logP,
        tiles,
        figures,
        Wire.readInt(in),
        Wire.readString(in),
        Wire.readInt(in),
        Wire.readInt(in),
        in.readDouble());
  }
}
