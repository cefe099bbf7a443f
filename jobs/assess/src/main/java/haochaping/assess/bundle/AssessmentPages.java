package haochaping.assess.bundle;

import haochaping.assess.Count;
import haochaping.assess.formula.Component;
import haochaping.assess.formula.Fault;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.Scored;
import haochaping.core.CityClock;
import haochaping.core.Dimension;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The assessment as a PDF: what was scored how, tables with charts, grounds, differences. */
final class AssessmentPages {
  private static final int MOST_ROWS = 60;
  private static final int MOST_DIFFERENCES = 300;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

  private AssessmentPages() {}

  static void write(Bundle bundle, OutputStream to) throws IOException {
    Assessment assessment = bundle.assessment();
    Formula formula = assessment.formula();
    Map<String, Object> model = new HashMap<>();
    model.put("quarter", assessment.period().chinese());
    model.put("revision", bundle.revision());
    model.put("reason", bundle.reason() == null ? "" : bundle.reason());
    model.put(
        "sealedAt", TIME.format(LocalDateTime.ofInstant(bundle.sealedAt(), CityClock.OFFSET)));
    model.put("formula", formula.version());
    model.put("digest", formula.digest());
    model.put("explained", Sheets.explained(formula));
    model.put("deductions", deductions(formula));
    model.put("reliability", Sheets.plain(formula.leastReliability()));
    model.put("certainty", Sheets.plain(100 * formula.certainty()));
    model.put("city", city(assessment));
    List<Component> components = new ArrayList<>(formula.components());
    components.addAll(formula.outside());
    model.put("parts", components.stream().map(Sheets::chinese).toList());
    List<Map<String, Object>> classes = new ArrayList<>();
    Formula.SCORED.forEach(
        dimension -> classes.addAll(classes(assessment, dimension, one -> List.of())));
    model.put("classes", classes);
    Sheet grounds =
        Sheets.of(assessment).stream()
            .filter(sheet -> sheet.name().equals("accountability"))
            .findFirst()
            .orElseThrow();
    model.put("grounds", text(grounds.rows(), Integer.MAX_VALUE));
    model.put(
        "differences", text(Sheets.differences(bundle.differences()).rows(), MOST_DIFFERENCES));
    model.put("differencesLeftOut", Math.max(0, bundle.differences().size() - MOST_DIFFERENCES));
    model.put(
        "snapshots",
        bundle.snapshots().entrySet().stream()
            .map(
                one ->
                    List.of("core." + one.getKey(), bundle.name(), Long.toString(one.getValue())))
            .toList());
    Pages.write("assessment.ftlh", model, bundle.sealedAt(), to);
  }

  static List<List<String>> text(List<? extends List<?>> rows, int most) {
    return rows.stream()
        .limit(most)
        .map(row -> row.stream().map(AssessmentPages::text).toList())
        .toList();
  }

  private static String text(Object value) {
    if (value == null) {
      return "—";
    }
    return value instanceof Double number ? Sheets.plain(number) : value.toString();
  }

  private static String deductions(Formula formula) {
    return formula.deductions().entrySet().stream()
        .map(
            one ->
                one.getKey().chinese()
                    + "每件扣"
                    + Sheets.plain(one.getValue().each())
                    + "分，最多"
                    + Sheets.plain(one.getValue().most())
                    + "分")
        .collect(Collectors.joining("；"));
  }

  private static List<List<String>> city(Assessment assessment) {
    List<List<String>> cells = new ArrayList<>();
    for (Count count :
        List.of(
            Count.SERVICES,
            Count.REVIEWED,
            Count.REVIEWS,
            Count.DEFAULTS,
            Count.BAD,
            Count.BAD_ADOPTED,
            Count.CALLBACKS,
            Count.CALLED_BACK)) {
      cells.add(
          List.of(
              count.chinese(),
              String.format(Locale.ROOT, "%,d", assessment.inputs().city().count(count))));
    }
    return cells;
  }

  /**
   * The classes of a dimension.
   *
   * @param extra further cells of a key
   */
  static List<Map<String, Object>> classes(
      Assessment assessment, Dimension dimension, Function<Scored, List<String>> extra) {
    List<Map<String, Object>> classes = new ArrayList<>();
    Map<String, List<Scored>> byClass =
        Sheets.inOrder(assessment, dimension).stream()
            .collect(Collectors.groupingBy(Scored::peerClass, TreeMap::new, Collectors.toList()));
    byClass.forEach((word, keys) -> classes.add(peers(dimension, word, keys, extra)));
    return classes;
  }

  private static Map<String, Object> peers(
      Dimension dimension, String word, List<Scored> keys, Function<Scored, List<String>> extra) {
    List<Scored> withScore = keys.stream().filter(one -> one.score() != null).toList();
    double widest = withScore.stream().mapToDouble(Scored::high).max().orElse(1);
    Map<String, Object> peers = new HashMap<>();
    peers.put(
        "title",
        Sheets.chinese(dimension) + (word.equals("all") ? "" : " " + Sheets.chineseClass(word)));
    peers.put("hasPlaces", keys.get(0).of() > 0);
    peers.put(
        "reliability",
        keys.get(0).reliability() == null
            ? "—"
            : Sheets.decimals(keys.get(0).reliability(), 2).toPlainString());
    peers.put("few", keys.stream().filter(one -> !one.enough()).count());
    peers.put("leftOut", Math.max(0, withScore.size() - MOST_ROWS));
    peers.put("scale", Sheets.perTenThousand(widest).toPlainString());
    peers.put(
        "rows",
        withScore.stream()
            .limit(MOST_ROWS)
            .map(one -> row(one, widest, extra.apply(one)))
            .toList());
    return peers;
  }

  private static Map<String, Object> row(Scored one, double widest, List<String> extra) {
    Map<String, Object> row = new HashMap<>();
    row.put("extra", extra);
    row.put(
        "place",
        one.place() == null
            ? ""
            : one.place().rank() + " (" + one.place().low() + "–" + one.place().high() + ")");
    row.put("name", name(one));
    row.put("score", one.score().toPlainString());
    row.put("bar", percent(one.score().doubleValue() / 100));
    row.put("group", one.group().chinese());
    row.put("mark", one.group().word());
    row.put("adopted", String.format(Locale.ROOT, "%,d", one.inputs().count(Count.ADOPTED)));
    row.put("bad", one.inputs().count(Count.BAD) + " / " + one.inputs().count(Count.BAD_ADOPTED));
    row.put("rate", Sheets.perTenThousand(one.shrunk()).toPlainString());
    row.put("from", percent(one.low() / widest));
    row.put("length", percent((one.high() - one.low()) / widest));
    row.put("at", percent(one.shrunk() / widest));
    row.put(
        "parts",
        one.parts().stream()
            .map(
                part ->
                    part.points() == null
                        ? "缺项"
                        : Sheets.decimals(part.points(), 1).toPlainString())
            .toList());
    double off = one.deductions().values().stream().mapToDouble(Double::doubleValue).sum();
    row.put("off", off == 0 ? "" : "-" + Sheets.plain(off));
    row.put(
        "faults",
        one.deductions().keySet().stream().map(Fault::chinese).collect(Collectors.joining("、")));
    return row;
  }

  /** Names of staff may be those of others too: their numbers stand behind. */
  private static String name(Scored one) {
    String name = one.inputs().name();
    String number = one.inputs().key().substring(one.inputs().key().indexOf('/') + 1);
    return one.dimension() == Dimension.STAFF && !name.endsWith(number)
        ? name + " " + number
        : name;
  }

  /** As CSS has it. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * Math.min(1, Math.max(0, share)));
  }
}
