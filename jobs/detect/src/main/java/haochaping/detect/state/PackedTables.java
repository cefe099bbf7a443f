package haochaping.detect.state;

import haochaping.detect.baseline.Baseline;
import haochaping.detect.baseline.Verification;
import haochaping.detect.baseline.VerificationCounts;
import haochaping.detect.concentration.Standard;
import haochaping.detect.concentration.Tables;
import haochaping.detect.concentration.Yardstick;
import haochaping.detect.panes.Level;
import haochaping.platform.Wire;
import haochaping.statistics.concentration.Cusum;
import haochaping.statistics.concentration.Threshold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The versioned tables in state: the codes of all matters once, then each version's factors by
 * their place in that list, then what verification does and the counts behind it (from form 2 on),
 * then the standards of each day.
 */
public final class PackedTables {
  private PackedTables() {}

  public static byte[] pack(Tables tables) throws IOException {
    return Packed.pack(FORM, tables);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static Tables unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<Tables> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 2;
        }

        @Override
        public String name() {
          return "tables";
        }

        @Override
        public void write(Tables tables, DataOutputView out) throws IOException {
          Wire.writeInt(tables.firstJudged(), out);
          TreeSet<String> matters = new TreeSet<>();
          tables.baselines().all().forEach(version -> matters.addAll(version.matters().keySet()));
          Wire.writeStrings(List.copyOf(matters), out);
          Wire.writeInt(tables.baselines().all().size(), out);
          for (Baseline version : tables.baselines().all()) {
            writeBaseline(version, matters, out);
          }
          writeVerifications(tables, out);
          Wire.writeInt(tables.allStandards().size(), out);
          for (Map.Entry<Integer, Map<Level, Standard>> day : tables.allStandards().entrySet()) {
            Wire.writeInt(day.getKey(), out);
            for (Level level : Level.values()) {
              writeStandard(day.getValue().get(level), out);
            }
          }
        }

        @Override
        public Tables read(byte version, DataInputView in) throws IOException {
          int firstJudged = Wire.readInt(in);
          List<String> matters = Wire.readStrings(in);
          List<Baseline> baselines = new ArrayList<>();
          for (int left = Wire.readInt(in); left > 0; left--) {
            baselines.add(readBaseline(matters, in));
          }
          Tables tables = version == 1 ? new Tables() : readVerifications(in);
          tables.judgesFrom(firstJudged);
          baselines.forEach(tables.baselines()::add);
          int days = Wire.readInt(in);
          for (int i = 0; i < days; i++) {
            int day = Wire.readInt(in);
            Map<Level, Standard> standards = new EnumMap<>(Level.class);
            for (Level level : Level.values()) {
              standards.put(level, readStandard(tables.verifications().inForce(day), in));
            }
            tables.put(day, standards);
          }
          return tables;
        }
      };

  private static void writeBaseline(Baseline version, TreeSet<String> matters, DataOutputView out)
      throws IOException {
    Wire.writeInt(version.day(), out);
    out.writeLong(version.reviews());
    out.writeLong(version.bad());
    out.writeDouble(version.overall());
    Wire.writeInt(version.channels(), out);
    for (int channel = 0; channel < version.channels(); channel++) {
      out.writeDouble(version.channelFactor(channel));
    }
    for (int weekday = 0; weekday < Baseline.WEEKDAYS; weekday++) {
      out.writeDouble(version.weekdayFactor(weekday));
    }
    for (String matter : matters) {
      out.writeDouble(version.matters().getOrDefault(matter, Double.NaN));
    }
  }

  private static Baseline readBaseline(List<String> matters, DataInputView in) throws IOException {
    int day = Wire.readInt(in);
    long reviews = in.readLong();
    long bad = in.readLong();
    double overall = in.readDouble();
    double[] channels = readDoubles(Wire.readInt(in), in);
    double[] weekdays = readDoubles(Baseline.WEEKDAYS, in);
    Map<String, Double> factors = new HashMap<>();
    for (String matter : matters) {
      double factor = in.readDouble();
      if (!Double.isNaN(factor)) {
        factors.put(matter, factor);
      }
    }
    return new Baseline(day, reviews, bad, overall, weekdays, channels, factors);
  }

  private static void writeVerifications(Tables tables, DataOutputView out) throws IOException {
    VerificationCounts counts = tables.verificationCounts();
    Wire.writeInt(counts.lastDay(), out);
    for (int age = 0; age <= Verification.LAST_AGE; age++) {
      out.writeLong(counts.reviews(age));
      out.writeLong(counts.bad(age));
      out.writeDouble(counts.atRisk(age));
      out.writeDouble(counts.counted(age));
    }
    Wire.writeInt(tables.verifications().all().size(), out);
    for (Verification version : tables.verifications().all()) {
      Wire.writeInt(version.day(), out);
      for (double factor : version.factors()) {
        out.writeDouble(factor);
      }
    }
  }

  private static Tables readVerifications(DataInputView in) throws IOException {
    int ages = Verification.LAST_AGE + 1;
    int lastDay = Wire.readInt(in);
    long[] reviews = new long[ages];
    long[] bad = new long[ages];
    double[] atRisk = new double[ages];
    double[] counted = new double[ages];
    for (int age = 0; age < ages; age++) {
      reviews[age] = in.readLong();
      bad[age] = in.readLong();
      atRisk[age] = in.readDouble();
      counted[age] = in.readDouble();
    }
    Tables tables = new Tables(new VerificationCounts(lastDay, reviews, bad, atRisk, counted));
    for (int left = Wire.readInt(in); left > 0; left--) {
      int day = Wire.readInt(in);
      tables.verifications().add(new Verification(day, readDoubles(ages, in)));
    }
    return tables;
  }

  private static void writeStandard(Standard standard, DataOutputView out) throws IOException {
    out.writeDouble(standard.strength());
    out.writeDouble(standard.threshold().cusum().oddsRatio());
    out.writeDouble(standard.threshold().cusum().threshold());
    out.writeDouble(standard.threshold().runLength());
    Wire.writeInt(Yardstick.size(), out);
    for (int i = 0; i < Yardstick.size(); i++) {
      out.writeDouble(standard.windows().p(i));
      out.writeDouble(standard.windows().q(i));
    }
  }

  private static Standard readStandard(Verification verification, DataInputView in)
      throws IOException {
    double strength = in.readDouble();
    Cusum cusum = new Cusum(in.readDouble(), in.readDouble());
    Threshold threshold = new Threshold(cusum, in.readDouble());
    int size = Wire.readInt(in);
    double[] p = new double[size];
    double[] q = new double[size];
    for (int i = 0; i < size; i++) {
      p[i] = in.readDouble();
      q[i] = in.readDouble();
    }
    return new Standard(strength, threshold, new Yardstick(p, q), verification);
  }

  private static double[] readDoubles(int size, DataInputView in) throws IOException {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
