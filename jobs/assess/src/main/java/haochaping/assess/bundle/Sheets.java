package haochaping.assess.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.assess.Count;
import haochaping.assess.formula.Component;
import haochaping.assess.formula.Fault;
import haochaping.assess.formula.Formula;
import haochaping.assess.formula.Measure;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.Ground;
import haochaping.assess.score.Group;
import haochaping.assess.score.KeyInputs;
import haochaping.assess.score.Part;
import haochaping.assess.score.Scored;
import haochaping.core.Dimension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of an assessment, in Chinese. */
public final class Sheets {
  private static final double TEN_THOUSAND = 1e4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Sheets() {}

  /** All of them: scores by dimension, grounds for interviews, counts. */
  public static List<Sheet> of(Assessment assessment) {
    List<Sheet> sheets = new ArrayList<>();
    Formula.SCORED.forEach(dimension -> sheets.add(scores(assessment, dimension)));
    sheets.add(grounds(assessment));
    sheets.add(counts(assessment));
    return sheets;
  }

  static String chinese(Dimension dimension) {
    return switch (dimension) {
      case CITY -> "全市";
      case DISTRICT -> "区（市）";
      case DEPARTMENT -> "部门";
      case MATTER -> "事项";
      case STAFF -> "窗口人员";
      case DEPARTMENT_MATTER -> "部门事项";
      case CHANNEL -> "渠道";
    };
  }

  /** Of a peer class. */
  static String chineseClass(String word) {
    return switch (word) {
      case "A" -> "A组（业务量大）";
      case "B" -> "B组（业务量小）";
      default -> "不分组";
    };
  }

  static String chinese(Component component) {
    return chineseMeasure(component.measure());
  }

  static String chineseMeasure(String word) {
    for (Measure measure : Measure.values()) {
      if (measure.word().equals(word)) {
        return measure.chinese();
      }
    }
    return word;
  }

  static String chineseGround(String kind) {
    for (Fault fault : Fault.values()) {
      if (fault.word().replace('_', ' ').equals(kind)) {
        return fault.chinese();
      }
    }
    return kind.equals(Ground.HIGH_RATE) ? "差评率高" : "排名末位";
  }

  /** Scores in the order of a league table: by class, place, score, key. */
  static List<Scored> inOrder(Assessment assessment, Dimension dimension) {
    return assessment.of(dimension).stream()
        .sorted(
            Comparator.comparing(Scored::peerClass)
                .thenComparing(Scored::score, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(one -> one.inputs().key()))
        .toList();
  }

  private static Sheet scores(Assessment assessment, Dimension dimension) {
    Formula formula = assessment.formula();
    List<String> headings =
        new ArrayList<>(
            List.of(
                "同类组",
                "编码",
                "名称",
                "得分",
                "名次",
                "名次可能最好",
                "名次可能最后",
                "参加排名数",
                "评价结论",
                "采纳评价数",
                "差评数（核实前）",
                "差评数（核实后）",
                "核实后差评率（每万条，收缩估计）",
                "95%区间下限",
                "95%区间上限"));
    List<Component> components = new ArrayList<>(formula.components());
    components.addAll(formula.outside());
    for (Component component : components) {
      headings.add(chinese(component));
      headings.add(chinese(component) + "得分（百分制）");
    }
    for (Fault fault : Fault.values()) {
      headings.add(fault.chinese() + "扣分");
    }
    List<List<?>> rows = new ArrayList<>();
    for (Scored one : inOrder(assessment, dimension)) {
      List<Object> row = new ArrayList<>();
      row.add(chineseClass(one.peerClass()));
      row.add(one.inputs().key());
      row.add(one.inputs().name());
      row.add(one.score());
      row.add(one.place() == null ? null : one.place().rank());
      row.add(one.place() == null ? null : one.place().low());
      row.add(one.place() == null ? null : one.place().high());
      row.add(one.of());
      row.add(one.group().chinese());
      row.add(one.inputs().count(Count.ADOPTED));
      row.add(one.inputs().count(Count.BAD));
      row.add(one.inputs().count(Count.BAD_ADOPTED));
      row.add(perTenThousand(one.shrunk()));
      row.add(perTenThousand(one.low()));
      row.add(perTenThousand(one.high()));
      for (Part part : one.parts()) {
        row.add(part.value() == null ? "缺项" : decimals(part.value(), 4));
        row.add(part.points() == null ? null : decimals(part.points(), 2));
      }
      for (Fault fault : Fault.values()) {
        row.add(one.deductions().getOrDefault(fault, 0.0));
      }
      rows.add(row);
    }
    return new Sheet("scores-" + dimension.word(), chinese(dimension) + "得分", headings, rows);
  }

  static BigDecimal perTenThousand(double rate) {
    return decimals(TEN_THOUSAND * rate, 2);
  }

  static BigDecimal decimals(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP);
  }

  private static Sheet grounds(Assessment assessment) {
    List<List<?>> rows = new ArrayList<>();
    for (Dimension dimension : Formula.SCORED) {
      for (Scored one : inOrder(assessment, dimension)) {
        for (Ground ground : one.grounds()) {
          rows.add(
              List.of(
                  chinese(dimension),
                  one.inputs().key(),
                  one.inputs().name(),
                  chineseGround(ground.kind()),
                  figure(ground, ground.value()),
                  figure(ground, ground.limit())));
        }
      }
    }
    return new Sheet(
        "accountability", "约谈名单", List.of("类别", "编码", "名称", "情形", "数值（差评率为每万条）", "界限"), rows);
  }

  /** Counts and places are whole numbers. */
  private static Number figure(Ground ground, double value) {
    return ground.kind().equals(Ground.HIGH_RATE) ? perTenThousand(value) : (long) value;
  }

  private static Sheet counts(Assessment assessment) {
    List<String> headings = new ArrayList<>(List.of("类别", "编码", "名称"));
    List<Count> counts = new ArrayList<>(List.of(Count.values()));
    counts.remove(Count.REVIEWS_AND_DEFAULTS);
    counts.forEach(count -> headings.add(count.chinese()));
    List<String> outside = assessment.formula().outside().stream().map(Component::measure).toList();
    headings.addAll(outside);
    List<List<?>> rows = new ArrayList<>();
    for (Dimension dimension :
        List.of(Dimension.CITY, Dimension.DISTRICT, Dimension.DEPARTMENT, Dimension.STAFF)) {
      for (KeyInputs key : assessment.inputs().of(dimension)) {
        List<Object> row = new ArrayList<>(List.of(chinese(dimension), key.key(), key.name()));
        counts.forEach(count -> row.add(key.count(count)));
        outside.forEach(measure -> row.add(key.outside().get(measure)));
        rows.add(row);
      }
    }
    return new Sheet("counts", "计数", headings, rows);
  }

  /**
   * The list of differences to the revision before.
   *
   * @param changes what differs
   */
  public static Sheet differences(List<Difference> changes) {
    return new Sheet(
        "differences",
        "修订差异",
        List.of("类别", "编码", "名称", "指标", "修订前", "修订后"),
        changes.stream()
            .map(
                one ->
                    Arrays.asList(
                        chinese(one.dimension()),
                        one.key(),
                        one.name(),
                        chineseFigure(one.figure()),
                        chineseValue(one.figure(), one.before()),
                        chineseValue(one.figure(), one.after())))
            .toList());
  }

  private static String chineseFigure(String figure) {
    for (Count count : Count.values()) {
      if (count.word().equals(figure)) {
        return count.chinese();
      }
    }
    return switch (figure) {
      case "score" -> "得分";
      case "rank" -> "名次";
      case "standing" -> "评价结论";
      case "grounds" -> "约谈情形";
      default -> figure;
    };
  }

  private static Object chineseValue(String figure, Object value) {
    if (value == null) {
      return null;
    }
    return switch (figure) {
      case "score" -> decimals((Double) value, 2);
      case "standing" ->
          Arrays.stream(Group.values())
              .filter(group -> group.word().equals(value))
              .findFirst()
              .map(Group::chinese)
              .orElseThrow();
      case "grounds" -> chineseGrounds((String) value);
      default -> value;
    };
  }

  /** Grounds as a sealed row has them, JSON, in words. */
  private static String chineseGrounds(String sealed) {
    try {
      List<String> grounds = new ArrayList<>();
      for (JsonNode one : JSON.readTree(sealed)) {
        Ground ground =
            new Ground(
                one.path("ground").asText(),
                one.path("value").asDouble(),
                one.path("limit").asDouble());
        grounds.add(chineseGround(ground.kind()) + figure(ground, ground.value()));
      }
      return grounds.isEmpty() ? "无" : String.join("、", grounds);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("grounds are no JSON: " + sealed, e);
    }
  }

  /** The words of a formula's parts, for the explanation. */
  static String explained(Formula formula) {
    List<Component> components = new ArrayList<>(formula.components());
    components.addAll(formula.outside());
    return components.stream()
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%s %s分（满分值%s，零分值%s）",
                    chinese(one),
                    plain(one.weight()),
                    plain(one.full()),
                    plain(one.none())))
        .collect(Collectors.joining("；"));
  }

  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
