package haochaping.assess.bundle;

import haochaping.assess.Count;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.KeyInputs;
import haochaping.assess.score.Scored;
import haochaping.core.CityClock;
import haochaping.core.Dimension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The monthly bulletin: what the city got in a month, and who stands out.
 *
 * @param assessment of the month under the bulletin's formula
 * @param levels reviews by level, 5 to 1, and defaults at index 0
 * @param tags what bad reviews complain of, the most frequent first: driver, text, count
 * @param findings told of the month: kind, name, observed, expected, words
 * @param at when it was made
 */
public record Bulletin(
    Assessment assessment,
    long[] levels,
    List<List<Object>> tags,
    List<List<Object>> findings,
    Instant at) {
  private static final String[] LEVELS = {"系统默认", "非常不满意", "不满意", "基本满意", "满意", "非常满意"};
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

  /**
   * Writes bulletin-MONTH.pdf and bulletin-MONTH.xlsx, each whole or not at all.
   *
   * @return the two files
   * @throws haochaping.assess.Refusal if no Chinese font is installed
   */
  public List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = "bulletin-" + assessment.period();
    List<Path> files = List.of(folder.resolve(name + ".pdf"), folder.resolve(name + ".xlsx"));
    List<Sheet> sheets = sheets();
    write(files.get(0), to -> Pages.write("bulletin.ftlh", model(), at, to));
    write(files.get(1), to -> Workbooks.write(sheets, at, to));
    return files;
  }

  /** Writes a file's bytes. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream to) throws IOException;
  }

  private static void write(Path file, Content content) throws IOException {
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", null);
    try {
      try (OutputStream to = Files.newOutputStream(fresh)) {
        content.write(to);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private List<Sheet> sheets() {
    List<Sheet> sheets = new ArrayList<>();
    sheets.add(new Sheet("levels", "评价等级", List.of("等级", "评价数", "占比（%）"), levelRows()));
    sheets.addAll(Sheets.of(assessment));
    sheets.add(new Sheet("tags", "差评内容", List.of("方面", "标签", "次数"), tags));
    sheets.add(new Sheet("findings", "发现的问题", List.of("类型", "对象", "实际", "预期", "说明"), inChinese()));
    return sheets;
  }

  private List<List<Object>> inChinese() {
    return findings.stream()
        .map(
            row -> {
              List<Object> words = new ArrayList<>(row);
              words.set(
                  0,
                  switch (String.valueOf(row.get(0))) {
                    case "CONCENTRATION" -> "差评集中";
                    case "CLUSTER" -> "区域聚集";
                    case "OVERDUE" -> "逾期未办";
                    default -> row.get(0);
                  });
              return words;
            })
        .toList();
  }

  private List<List<Object>> levelRows() {
    long all = 0;
    for (long level : levels) {
      all += level;
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int level = levels.length - 1; level >= 0; level--) {
      double share = all == 0 ? 0 : 100.0 * levels[level] / all;
      rows.add(List.of(LEVELS[level], levels[level], Sheets.decimals(share, 3)));
    }
    return rows;
  }

  private Map<String, Object> model() {
    Map<String, Object> model = new HashMap<>();
    model.put("month", assessment.period().chinese());
    model.put("at", TIME.format(LocalDateTime.ofInstant(at, CityClock.OFFSET)));
    model.put("levels", bars(levelRows()));
    model.put("rates", rates(assessment.inputs().city()));
    model.put("reliability", Sheets.plain(assessment.formula().leastReliability()));
    List<Map<String, Object>> classes = new ArrayList<>();
    for (Dimension dimension : List.of(Dimension.DISTRICT, Dimension.DEPARTMENT)) {
      classes.addAll(AssessmentPages.classes(assessment, dimension, this::rates));
    }
    model.put("classes", classes);
    model.put("tags", bars(tags.stream().map(row -> List.of(row.get(1), row.get(2))).toList()));
    model.put("findings", AssessmentPages.text(inChinese(), Integer.MAX_VALUE));
    model.put(
        "grounds",
        AssessmentPages.text(
            Sheets.of(assessment).stream()
                .filter(sheet -> sheet.name().equals("accountability"))
                .findFirst()
                .orElseThrow()
                .rows(),
            Integer.MAX_VALUE));
    long few =
        Formula.SCORED.stream()
            .flatMap(dimension -> assessment.of(dimension).stream())
            .filter(one -> !one.enough())
            .count();
    model.put("few", few);
    return model;
  }

  /** Label, text and length of the bars; the longest is full. */
  private static List<Map<String, Object>> bars(List<? extends List<?>> rows) {
    double most =
        rows.stream().mapToDouble(row -> ((Number) row.get(1)).doubleValue()).max().orElse(1);
    List<Map<String, Object>> bars = new ArrayList<>();
    for (List<?> row : rows) {
      double value = ((Number) row.get(1)).doubleValue();
      String share = row.size() > 2 ? "（" + row.get(2) + "%）" : "";
      bars.add(
          Map.of(
              "label",
              row.get(0),
              "text",
              String.format(Locale.ROOT, "%,d", (long) value) + share,
              "bar",
              AssessmentPages.percent(most == 0 ? 0 : value / most)));
    }
    return bars;
  }

  private List<String> rates(Scored one) {
    return rates(one.inputs()).stream().map(rate -> rate.get(1)).toList();
  }

  /** Rates before and after verification, per ten thousand; of callbacks and rectifications. */
  private static List<List<String>> rates(KeyInputs of) {
    return List.of(
        rate("差评率（核实前，每万条）", of, Count.BAD, Count.REVIEWS, 1e4),
        rate("差评率（核实后，每万条）", of, Count.BAD_ADOPTED, Count.ADOPTED, 1e4),
        rate("参评率（%）", of, Count.REVIEWED, Count.SERVICES, 100),
        rate("主动评价率（%）", of, Count.REVIEWS, Count.REVIEWS_AND_DEFAULTS, 100),
        rate("实名差评回访率（%）", of, Count.CALLED_BACK, Count.CALLBACKS, 100),
        rate("差评整改率（%）", of, Count.RECTIFIED, Count.BAD_ADOPTED, 100),
        rate("按期整改率（%）", of, Count.ON_TIME, Count.DUE, 100));
  }

  private static List<String> rate(String name, KeyInputs of, Count part, Count all, double unit) {
    return List.of(
        name,
        of.count(all) <= 0
            ? "—"
            : Sheets.decimals(unit * of.count(part) / of.count(all), 2).toPlainString());
  }
}
