package haochaping.detect.state;

import haochaping.detect.concentration.ChartPeak;
import haochaping.detect.concentration.Standing;
import haochaping.detect.concentration.Strongest;
import haochaping.detect.concentration.Target;
import haochaping.detect.concentration.Waiting;
import haochaping.detect.concentration.WindowPeak;
import haochaping.detect.evidence.Told;
import haochaping.detect.panes.BadReview;
import haochaping.detect.panes.BadReviews;
import haochaping.detect.panes.Panes;
import haochaping.platform.FindingSerializer;
import haochaping.platform.Wire;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.AlertState;
import haochaping.statistics.concentration.CusumState;
import haochaping.statistics.concentration.OwnRisk;
import haochaping.statistics.concentration.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A target in state; some ten bytes a day with reviews, some fifty a bad review. */
public final class PackedTarget {
  private static final AlertState[] ALERT_STATES = AlertState.values();
  private static final Response[] RESPONSES = Response.values();

  private PackedTarget() {}

  public static byte[] pack(Target target) throws IOException {
    return Packed.pack(FORM, target);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static Target unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<Target> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "target";
        }

        @Override
        public void write(Target target, DataOutputView out) throws IOException {
          Wire.writeString(target.key(), out);
          writePanes(target.panes(), out);
          writeBad(target.bad().all(), out);
          writeWaiting(target.waiting(), out);
          writeTold(target.told(), out);
          writeStanding(target.base(), out);
          Wire.writeInt(target.afterHorizon(), out);
        }

        @Override
        public Target read(byte version, DataInputView in) throws IOException {
          return new Target(
              Wire.readString(in),
              readPanes(in),
              new BadReviews(readBad(in)),
              readWaiting(in),
              readTold(in),
              readStanding(in),
              Wire.readInt(in));
        }
      };

  static void writePanes(Panes panes, DataOutputView out) throws IOException {
    Wire.writeInt(panes.size(), out);
    int last = 0;
    for (int i = 0; i < panes.size(); i++) {
      Wire.writeInt(panes.day(i) - last, out);
      last = panes.day(i);
      Wire.writeInt(panes.reviews(i), out);
      Wire.writeInt(panes.bad(i), out);
      out.writeLong(panes.units(i));
    }
  }

  static Panes readPanes(DataInputView in) throws IOException {
    int size = Wire.readInt(in);
    int[] days = new int[Math.max(2, size)];
    int[] reviews = new int[days.length];
    int[] bad = new int[days.length];
    long[] units = new long[days.length];
    int last = 0;
    for (int i = 0; i < size; i++) {
      last += Wire.readInt(in);
      days[i] = last;
      reviews[i] = Wire.readInt(in);
      bad[i] = Wire.readInt(in);
      units[i] = in.readLong();
    }
    return new Panes(size, days, reviews, bad, units);
  }

  static void writeBad(List<BadReview> reviews, DataOutputView out) throws IOException {
    Wire.writeInt(reviews.size(), out);
    for (BadReview review : reviews) {
      out.writeLong(review.time());
      Wire.writeString(review.id(), out);
      Wire.writeString(review.department(), out);
    }
  }

  static List<BadReview> readBad(DataInputView in) throws IOException {
    int size = Wire.readInt(in);
    List<BadReview> reviews = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      reviews.add(new BadReview(in.readLong(), Wire.readString(in), Wire.readString(in)));
    }
    return reviews;
  }

  static void writeWaiting(Waiting waiting, DataOutputView out) throws IOException {
    int size = waiting.size();
    Wire.writeInt(size, out);
    for (int cell = 0; cell < size; cell++) {
      Wire.writeInt(waiting.day(cell), out);
      Wire.writeString(waiting.matter(cell), out);
      Wire.writeInt(waiting.channel(cell), out);
      Wire.writeInt(waiting.reviews(cell), out);
    }
  }

  static Waiting readWaiting(DataInputView in) throws IOException {
    Waiting waiting = new Waiting();
    for (int left = Wire.readInt(in); left > 0; left--) {
      waiting.add(Wire.readInt(in), Wire.readString(in), Wire.readInt(in), Wire.readInt(in));
    }
    return waiting;
  }

  private static void writeTold(Map<String, Told<Void>> told, DataOutputView out)
      throws IOException {
    Wire.writeInt(told.size(), out);
    FindingSerializer findings = new FindingSerializer();
    for (Told<Void> one : told.values()) {
      Wire.writeInt(one.openDay(), out);
      findings.serialize(one.finding(), out);
    }
  }

  private static Map<String, Told<Void>> readTold(DataInputView in) throws IOException {
    int size = Wire.readInt(in);
    FindingSerializer findings = new FindingSerializer();
    Map<String, Told<Void>> told = new HashMap<>();
    for (int i = 0; i < size; i++) {
      int openDay = Wire.readInt(in);
      Told<Void> one = new Told<>(findings.deserialize(in), openDay, null);
      told.put(one.finding().id(), one);
    }
    return told;
  }

  private static void writeStanding(Standing standing, DataOutputView out) throws IOException {
    out.writeDouble(standing.chart().sum());
    writeDay(standing.chart().changeDay(), out);
    out.writeLong(standing.chart().bad());
    out.writeDouble(standing.chart().expected());
    out.writeBoolean(standing.alert() != null);
    if (standing.alert() != null) {
      writeAlert(standing.alert(), out);
      writeStrongest(standing.strongest(), out);
    }
  }

  private static Standing readStanding(DataInputView in) throws IOException {
    CusumState chart = new CusumState(in.readDouble(), readDay(in), in.readLong(), in.readDouble());
    return in.readBoolean()
        ? new Standing(chart, readAlert(in), readStrongest(in))
        : new Standing(chart, null, null);
  }

  static void writeAlert(Alert alert, DataOutputView out) throws IOException {
    Wire.writeString(alert.id(), out);
    Wire.writeString(alert.detector(), out);
    Wire.writeString(alert.level(), out);
    Wire.writeString(alert.target(), out);
    writeDay(alert.openDay(), out);
    out.writeByte(alert.state().ordinal());
    writeDay(alert.stateDay(), out);
    writeDay(alert.calmSince(), out);
    Wire.writeString(alert.reason(), out);
    Wire.writeString(alert.foldedInto(), out);
    out.writeByte(alert.response().ordinal());
  }

  static Alert readAlert(DataInputView in) throws IOException {
    return new Alert(
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        readDay(in),
        ALERT_STATES[in.readByte()],
        readDay(in),
        readDay(in),
        Wire.readString(in),
        Wire.readString(in),
        RESPONSES[in.readByte()]);
  }

  private static void writeStrongest(Strongest strongest, DataOutputView out) throws IOException {
    out.writeLong(strongest.raisedAt());
    Wire.writeString(strongest.trigger(), out);
    Wire.writeInt(strongest.baseline(), out);
    writeRisk(strongest.risk(), out);
    Wire.writeInt(strongest.first(), out);
    ChartPeak chart = strongest.chart();
    out.writeBoolean(chart != null);
    if (chart != null) {
      Wire.writeInt(chart.day(), out);
      out.writeDouble(chart.sum());
      out.writeDouble(chart.threshold());
      out.writeDouble(chart.runLength());
      Wire.writeInt(chart.changeDay(), out);
      out.writeLong(chart.bad());
      out.writeDouble(chart.expected());
    }
    WindowPeak window = strongest.window();
    out.writeBoolean(window != null);
    if (window != null) {
      Wire.writeInt(window.day(), out);
      Wire.writeInt(window.days(), out);
      out.writeLong(window.bad());
      writeRisk(window.risk(), out);
      out.writeDouble(window.p());
      out.writeDouble(window.q());
      out.writeDouble(window.recurrenceDays());
    }
  }

  private static Strongest readStrongest(DataInputView in) throws IOException {
    long raisedAt = in.readLong();
    String trigger = Wire.readString(in);
    int baseline = Wire.readInt(in);
    OwnRisk risk = readRisk(in);
    int first = Wire.readInt(in);
    ChartPeak chart =
        in.readBoolean()
            ? new ChartPeak(
                Wire.readInt(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                Wire.readInt(in),
                in.readLong(),
                in.readDouble())
            : null;
    WindowPeak window =
        in.readBoolean()
            ? new WindowPeak(
                Wire.readInt(in),
                Wire.readInt(in),
                in.readLong(),
                readRisk(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble())
            : null;
    return new Strongest(raisedAt, trigger, baseline, risk, first, chart, window);
  }

  private static void writeRisk(OwnRisk risk, DataOutputView out) throws IOException {
    out.writeDouble(risk.shape());
    out.writeDouble(risk.rate());
  }

  private static OwnRisk readRisk(DataInputView in) throws IOException {
    return new OwnRisk(in.readDouble(), in.readDouble());
  }

  /** A day, or none. */
  private static void writeDay(LocalDate day, DataOutputView out) throws IOException {
    Wire.writeInt(day == null ? Integer.MIN_VALUE : (int) day.toEpochDay(), out);
  }

  private static LocalDate readDay(DataInputView in) throws IOException {
    int day = Wire.readInt(in);
    return day == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(day);
  }
}
