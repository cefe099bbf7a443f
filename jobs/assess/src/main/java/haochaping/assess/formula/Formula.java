package haochaping.assess.formula;

import haochaping.core.Dimension;
import haochaping.platform.ProfileReader;
import haochaping.platform.StatisticsProfile.PeerClasses;
import haochaping.statistics.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How a quarter is scored. Read from {@code schemas/formulas}; the file explains each key.
 *
 * @param version its name, which seeds the draws
 * @param text of the file: whoever has it can score again
 * @param fewestReviews adopted reviews below which nothing is said of a key, for each of {@link
 *     #SCORED}
 * @param peerClasses who is compared with whom, for each of {@link #SCORED}
 * @param components parts of the score, in the order of the file
 * @param outside parts from measures from elsewhere, in the order of the file
 * @param leastWeight the share of all weights that a score needs figures for, in (0, 1)
 * @param deductions points off, for each {@link Fault}
 * @param leastReliability of a class's order for its keys to get places, in (0, 1)
 * @param certainty that "better", "worse" and "high" need, in (0, 1)
 * @param rankDraws joint draws behind the intervals of places, at least 40
 * @param accountability grounds for an interview
 */
public record Formula(
    String version,
    String text,
    Map<Dimension, Integer> fewestReviews,
    Map<Dimension, PeerClasses> peerClasses,
    List<Component> components,
    List<Component> outside,
    double leastWeight,
    Map<Fault, Deduction> deductions,
    double leastReliability,
    double certainty,
    int rankDraws,
    Accountability accountability) {

  /** The dimensions whose keys get scores. */
  public static final List<Dimension> SCORED =
      List.of(Dimension.DISTRICT, Dimension.DEPARTMENT, Dimension.STAFF);

  private static final int FEWEST_DRAWS = 40;

  /**
   * Points taken off.
   *
   * @param each points for each, at least 0
   * @param most points in all, at least 0
   */
  public record Deduction(double each, double most) {
    public double points(long count) {
      return Math.min(most, each * count);
    }
  }

  /**
   * When an interview is called for.
   *
   * @param fewest count of each fault that is a ground, at least 1
   * @param worstShare share of a class whose rate is high, in (0, 1)
   * @param bottomPlaces last places of a class that are a ground, at least 0
   * @param fewestRanked ranked keys that a last place needs to be one
   */
  public record Accountability(
      Map<Fault, Integer> fewest, double worstShare, int bottomPlaces, int fewestRanked) {}

  /**
   * A formula of the schemas.
   *
   * @param version such as assessment-1
   * @throws IllegalArgumentException if there is none, or naming every key that is wrong
   */
  public static Formula named(String version) {
    String file = "formulas/" + version + ".yaml";
    if (!version.matches("[\\w.-]+")) {
      throw new IllegalArgumentException(version + ": no formula has such a name");
    }
    try (InputStream in = Formula.class.getResourceAsStream("/haochaping/schemas/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "formula " + version + ": there is no schemas/" + file + "; name one that is there");
      }
      return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /**
   * @param file that errors name: in the schemas, or a whole path
   * @throws IllegalArgumentException naming the file and every key that is wrong
   */
  public static Formula parse(String file, String text) {
    ProfileReader reader = ProfileReader.parse(file, text);
    Formula formula =
        new Formula(
            reader.text("version"),
            text,
            byDimension("n_min", key -> reader.count(key, 1)),
            byDimension(
                "peer_classes",
                key ->
                    reader.word(
                        key, PeerClasses.values(), word -> word.name().toLowerCase(Locale.ROOT))),
            components(reader),
            outside(reader),
            reader.fraction("least_weight"),
            byFault(
                fault ->
                    new Deduction(
                        reader.number("deductions." + fault.word() + ".each", 0),
                        reader.number("deductions." + fault.word() + ".most", 0))),
            reader.fraction("least_reliability"),
            reader.fraction("certainty"),
            reader.count("rank_draws", FEWEST_DRAWS),
            new Accountability(
                byFault(fault -> reader.count("accountability." + fault.word(), 1)),
                reader.fraction("accountability.worst_share"),
                reader.count("accountability.bottom_places", 0),
                reader.count("accountability.fewest_ranked", 1)));
    reader.refuseOthers();
    reader.failIfAnyIsWrong();
    return formula;
  }

  private static List<Component> components(ProfileReader reader) {
    List<Component> components = new ArrayList<>();
    List<String> names = reader.names("components");
    int estimated = 0;
    for (Measure measure : Measure.values()) {
      if (names.contains(measure.word())) {
        components.add(component(reader, "components", measure.word()));
        estimated += measure.isShare() ? 0 : 1;
      }
    }
    if (components.isEmpty()) {
      reader.wrong("components: there must be one at least");
    }
    if (estimated > 1) {
      reader.wrong("components: bad_ratio and bad_rate are one figure; choose either");
    }
    for (Component one : components) {
      if (!measure(one).isShare() && !(one.full() < one.none())) {
        reader.wrong("components." + one.measure() + ".none: must be above full");
      }
    }
    return components;
  }

  private static List<Component> outside(ProfileReader reader) {
    return reader.names("outside").stream()
        .map(name -> component(reader, "outside", name))
        .toList();
  }

  private static Component component(ProfileReader reader, String section, String name) {
    String key = section + '.' + name;
    double weight = reader.number(key + ".weight", 0);
    if (weight == 0) {
      reader.wrong(key + ".weight = 0: must be above 0; leave the part out instead");
    }
    Component component =
        new Component(
            name,
            weight,
            reader.number(key + ".full", -Double.MAX_VALUE),
            reader.number(key + ".none", -Double.MAX_VALUE));
    if (component.full() == component.none()) {
      reader.wrong(key + ".none = full: the two must differ");
    }
    return component;
  }

  /** The measure of one of {@link #components}. */
  public static Measure measure(Component component) {
    return Measure.valueOf(component.measure().toUpperCase(Locale.ROOT));
  }

  private static <V> Map<Dimension, V> byDimension(String key, Function<String, V> value) {
    Map<Dimension, V> values = new EnumMap<>(Dimension.class);
    SCORED.forEach(one -> values.put(one, value.apply(key + '.' + one.word())));
    return values;
  }

  private static <V> Map<Fault, V> byFault(Function<Fault, V> value) {
    Map<Fault, V> values = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      values.put(fault, value.apply(fault));
    }
    return values;
  }

  /** SHA-256 of the text, in hexadecimal. */
  public String digest() {
    return HexFormat.of().formatHex(Seeds.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
