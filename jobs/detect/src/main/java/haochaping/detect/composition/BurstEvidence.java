package haochaping.detect.composition;

import static haochaping.detect.evidence.Figures.date;
import static haochaping.detect.evidence.Figures.days;
import static haochaping.detect.evidence.Figures.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.WorkingDays;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Formula;
import haochaping.detect.evidence.Told;
import haochaping.platform.Finding;
import haochaping.statistics.composition.DayOfTiles;
import haochaping.statistics.composition.NearDuplicates;
import haochaping.statistics.composition.PastDays;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import haochaping.statistics.composition.UsualShare;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Bursts in words and figures. */
final class BurstEvidence {
  /** What the usual shares are called in the baselines. */
  static final List<String> SHARES =
      List.of(
          "side",
          "new",
          "phone_repeats",
          "device_repeats",
          "address_repeats",
          "alike",
          "fast",
          "placeholder",
          "early",
          "mismatch",
          "belated");

  private static final int MOST_REVIEWS = 300;

  /** Working days at the end of a month that R11 looks at. */
  private static final int PERIOD_END = 3;

  private static final List<String> CHINESE =
      List.of(
          "评价量",
          "该类评价占比",
          "新评价人占比",
          "同一电话、设备或地址重复占比",
          "近似文字占比",
          "评价时差集中于同一区间",
          "间隔过于规律",
          "同一标签组合且无文字占比",
          "办结 3 秒内评价占比",
          "占位身份占比",
          "早于服务时间占比",
          "等级与标签矛盾占比",
          "标签与时差同时雷同",
          "评价 5 个工作日后才录入占比");
  private static final List<String> ENGLISH =
      List.of(
          "volume",
          "share of this side",
          "reviewers not seen for a year",
          "repeats of a phone, device or address",
          "near-duplicate texts",
          "equally long after the service",
          "steps too regular",
          "one combination of tags without text",
          "within 3 s of the service",
          "placeholder identities",
          "before the service",
          "tags of another level",
          "same tags and same lag",
          "written down more than 5 working days after they were given");

  private static final List<String> ROLES =
      List.of(
          "evidence",
          "evidence",
          "new_identity",
          "repeated_origin",
          "near_duplicate",
          "lag_spike",
          "evidence",
          "template",
          "fast",
          "placeholder",
          "early",
          "mismatch",
          "template",
          "belated");

  private final Reviews reviews;
  private final String hash;

  BurstEvidence(Reviews reviews) {
    this.reviews = reviews;
    hash =
        Formula.hash(
            "horizon=" + CompositionWatch.HORIZON,
            "past="
                + TileTest.PAST_DAYS
                + "/"
                + TileTest.NEXT_TO_IT
                + "/"
                + PastDays.FEWEST_REVIEWS,
            "identity=" + Sightings.MEMORY + "/" + TileTest.IDENTITY_DAYS,
            "alike=" + NearDuplicates.SAME + "/" + NearDuplicates.DAYS,
            "peers=" + UsualShare.PEER_WEIGHT + "/" + UsualShare.FIRMEST,
            "gates="
                + DayOfTiles.FEWEST_REVIEWS
                + "/"
                + DayOfTiles.FEWEST_BAD
                + "/"
                + DayOfTiles.MOST_COMPONENT_P
                + "/"
                + DayOfTiles.LEAST_RECURRENCE_DAYS,
            "rules=" + Rules.LEVEL,
            "life=" + CompositionWatch.CLOSES_AFTER + "/" + CompositionWatch.REOPENS_WITHIN);
  }

  /** Whether a day is one of the last three working days of its month, or lies between them. */
  static boolean isPeriodEnd(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    int last = (int) date.withDayOfMonth(date.lengthOfMonth()).toEpochDay();
    return WorkingDays.ANNOUNCED.after(day, last) < PERIOD_END;
  }

  /** What is to be told of a story, not yet numbered and dated. */
  Told<ToldTile> told(Unit unit, Kind kind, List<Flagged> story, int today) {
    Flagged first = story.get(0);
    Flagged last = story.get(story.size() - 1);
    Flagged peak = peak(story);
    int start = first.firstDay();
    for (Flagged flag : story) {
      start = Math.min(start, flag.firstDay());
    }
    Flagged.Figure sign = sign(kind, peak);
    Finding finding =
        Findings.of(kind.name(), kind.detector(), unit.level.word(), unit.code, first.day())
            .state(Findings.state(first.day(), last.day(), today, CompositionWatch.CLOSES_AFTER))
            .audience(Findings.SUPERVISOR)
            .days(start, last.day())
            .counts(sign.count(), sign.expected())
            .chance(peak.p(), Math.min(1, peak.p() * peak.tiles()), peak.recurrenceDays())
            .with(text(unit, kind, story, peak));
    ToldTile tile = new ToldTile(unit.level, unit.code, kind, peak.firstDay(), peak.ofSide());
    return new Told<>(finding, first.day(), tile);
  }

  /** The most surprising tile; of equal ones the first. */
  private static Flagged peak(List<Flagged> story) {
    Flagged peak = story.get(0);
    for (Flagged flag : story) {
      if (flag.logP() - Math.log(peak.tiles()) < peak.logP() - Math.log(flag.tiles())) {
        peak = flag;
      }
    }
    return peak;
  }

  /** The part that a finding's figures are of. */
  private static Flagged.Figure sign(Kind kind, Flagged tile) {
    int part = part(kind);
    for (Flagged.Figure figure : tile.figures()) {
      if (figure.part() == part) {
        return figure;
      }
    }
    return tile.strongest();
  }

  /** What a rule tests, -1 of what rests on several parts. */
  private static int part(Kind kind) {
    return switch (kind) {
      case RULE_R1 -> TileTest.TEMPLATE;
      case RULE_R2 -> TileTest.SPIKE;
      case RULE_R3 -> TileTest.PLACEHOLDER;
      case RULE_R4 -> TileTest.BOTH;
      case RULE_R5 -> TileTest.BELATED;
      case RULE_R9 -> TileTest.FAST;
      case RULE_R10 -> TileTest.EARLY;
      case RULE_R12 -> TileTest.ALIKE;
      case RULE_R14 -> TileTest.MISMATCH;
      case BRUSHING, MALICIOUS, RULE_R6, RULE_R7, RULE_R11, RULE_R15, RULE_R16 -> -1;
    };
  }

  /**
   * The reviews of the side in the flagged tiles that carry a striking sign, the first {@value
   * #MOST_REVIEWS} by day, second and id. A week that holds a flagged day adds nothing to it.
   */
  List<FindingReview> reviews(Unit unit, Kind kind, List<Flagged> story) {
    List<FindingReview> found = new ArrayList<>();
    int next = Integer.MIN_VALUE;
    for (Flagged flag : story) {
      if (flag.day() < next || (flag.width() > 1 && holdsFlaggedDay(flag, story))) {
        continue;
      }
      for (int day = Math.max(next, flag.firstDay()); day <= flag.day(); day++) {
        if (found.size() < MOST_REVIEWS) {
          found.addAll(reviews(unit, kind, flag, day, MOST_REVIEWS - found.size()));
        }
      }
      next = flag.day() + 1;
    }
    return found;
  }

  /** Those of a day, no more than so many. */
  private List<FindingReview> reviews(Unit unit, Kind kind, Flagged flag, int day, int most) {
    List<Reviews.Row> rows = reviews.rows(unit, kind.side(), day, day);
    TreeMap<Reviews.Row, String> roles = new TreeMap<>();
    for (Reviews.Row row : rows) {
      // A row behind the last of those that are wanted needs no role.
      if (roles.size() < most || row.compareTo(roles.lastKey()) < 0) {
        String role = role(kind, flag, row, rows);
        if (role != null) {
          roles.put(row, role);
        }
        if (roles.size() > most) {
          roles.pollLastEntry();
        }
      }
    }
    List<FindingReview> found = new ArrayList<>(roles.size());
    roles.forEach((row, role) -> found.add(new FindingReview(row.day().reviewId(row.row()), role)));
    return found;
  }

  private static boolean holdsFlaggedDay(Flagged week, List<Flagged> story) {
    for (Flagged flag : story) {
      if (flag.width() == 1 && flag.day() >= week.firstDay() && flag.day() <= week.day()) {
        return true;
      }
    }
    return false;
  }

  /** The first striking sign that a review carries, or null. */
  private String role(Kind kind, Flagged flag, Reviews.Row row, List<Reviews.Row> rows) {
    int part = part(kind);
    if (part >= 0) {
      return carries(part, flag, row, rows) ? ROLES.get(part) : null;
    }
    boolean whole = true;
    for (int each = TileTest.NEW; each < TileTest.COMPONENTS; each++) {
      if (each != TileTest.REGULAR && flag.shows(each)) {
        whole = false;
        if (carries(each, flag, row, rows)) {
          return ROLES.get(each);
        }
      }
    }
    return whole ? FindingReview.EVIDENCE : null;
  }

  private boolean carries(int part, Flagged flag, Reviews.Row one, List<Reviews.Row> rows) {
    ReviewDay day = one.day();
    int row = one.row();
    return switch (part) {
      case TileTest.NEW ->
          day.reviewer[row] != 0 && reviews.sightings.isNew(day.reviewer[row], day.day);
      case TileTest.ALIKE -> (day.facts[row] & ReviewDay.ALIKE) != 0;
      case TileTest.SPIKE ->
          day.lag[row] >= 0 && ReviewDay.bin(day.lag[row]) == ReviewDay.bin(flag.lagSecond());
      case TileTest.TEMPLATE -> isTemplate(flag, day, row);
      case TileTest.BOTH ->
          isTemplate(flag, day, row)
              && ReviewDay.bin(day.lag[row]) == ReviewDay.bin(flag.lagSecond());
      case TileTest.FAST -> day.lag[row] >= 0 && day.lag[row] < Rules.FAST_SECONDS;
      case TileTest.PLACEHOLDER -> (day.facts[row] & ReviewDay.PLACEHOLDER) != 0;
      case TileTest.EARLY -> (day.facts[row] & ReviewDay.EARLY) != 0;
      case TileTest.MISMATCH -> (day.facts[row] & ReviewDay.MISMATCH) != 0;
      case TileTest.BELATED -> (day.facts[row] & ReviewDay.LATE) != 0;
      default -> isRepeat(one, rows);
    };
  }

  /** Whether another of the rows has the same origin on the same day. */
  private static boolean isRepeat(Reviews.Row one, List<Reviews.Row> rows) {
    for (Reviews.Row other : rows) {
      if (other.day() == one.day()
          && other.row() != one.row()
          && one.day().isSameOrigin(one.row(), other.row())) {
        return true;
      }
    }
    return false;
  }

  private boolean isTemplate(Flagged flag, ReviewDay day, int row) {
    return day.template[row] >= 0
        && reviews.templates.get(day.template[row]).code().equals(flag.template());
  }

  private String text(Unit unit, Kind kind, List<Flagged> story, Flagged peak) {
    ObjectNode json =
        EvidenceJson.of(chinese(unit, kind, story, peak), english(unit, kind, story, peak));
    json.put("side", kind.side().word());
    ObjectNode tile = json.putObject("tile");
    tile.put("first", date(peak.firstDay()));
    tile.put("last", date(peak.day()));
    tile.put("days", peak.width());
    tile.put("n", peak.reviews());
    tile.put("of_side", peak.ofSide());
    tile.put("past_n", peak.past());
    ArrayNode parts = json.putArray("components");
    for (Flagged.Figure figure : peak.figures()) {
      ObjectNode node = parts.addObject();
      node.put("part", TileTest.PARTS.get(figure.part()));
      node.put("count", figure.count());
      node.put("total", figure.total());
      node.put("expected", figure.expected());
      node.put("p", Math.exp(figure.logP()));
    }
    if (peak.template() != null) {
      json.put("template", peak.template());
    }
    if (peak.lagSecond() >= 0) {
      json.put("lag_second", peak.lagSecond());
    }
    if (!kind.isRule()) {
      json.put("p_brown", peak.brown());
    }
    json.put("p", peak.p());
    json.put("q", Math.min(1, peak.p() * peak.tiles()));
    json.put("ri_days", peak.recurrenceDays());
    json.put("m", peak.tiles());
    ArrayNode flagged = json.putArray("flagged_days");
    story.stream().map(flag -> date(flag.day())).distinct().forEach(flagged::add);
    json.put("baseline", date(peak.peersDay()));
    List<String> missing = new ArrayList<>();
    for (int input = 0; input < TileTest.INPUTS.size(); input++) {
      if ((peak.missing() & 1 << input) != 0) {
        missing.add(TileTest.INPUTS.get(input));
      }
    }
    if ((kind == Kind.RULE_R11 || kind == Kind.RULE_R5)
        && !WorkingDays.ANNOUNCED.isKnown(peak.day())) {
      missing.add("holidays");
    }
    Kind.NOT_EVALUATED.forEach(rule -> missing.add(rule.rule() + ':' + rule.missing()));
    return EvidenceJson.end(
        json, hash, reviews(unit, kind, story).stream().map(FindingReview::reviewId), missing);
  }

  private static String chinese(Unit unit, Kind kind, List<Flagged> story, Flagged peak) {
    StringBuilder text = new StringBuilder(kind.chinese()).append("：");
    text.append(date(peak.firstDay()));
    if (peak.width() > 1) {
      text.append(" 至 ").append(date(peak.day()));
    }
    text.append('，').append(unit.level.chinese()).append("收到评价 ").append(peak.reviews());
    text.append(" 条，其中").append(kind.side() == Side.GOOD ? "非常满意 " : "差评 ");
    text.append(peak.ofSide()).append(" 条，构成与其以往半年明显不同：");
    String between = "";
    for (Flagged.Figure figure : shown(kind, peak)) {
      text.append(between).append(CHINESE.get(figure.part()));
      if (figure.expected() > 0) {
        text.append(' ').append(figure.count()).append('/').append(figure.total());
        text.append("（通常约 ").append(figure(figure.expected())).append("）");
      }
      between = "，";
    }
    text.append("。纯属偶然出现同样程度的情形，同级各单位合计至少 ");
    text.append(days(peak.recurrenceDays())).append(" 天才会有一次。");
    long days = story.stream().mapToInt(Flagged::day).distinct().count();
    if (days > 1) {
      text.append("截至 ").append(date(story.get(story.size() - 1).day())).append("，共 ");
      text.append(days).append(" 天有此情形。");
    }
    text.append("仅为线索，不代表认定；请核实所列评价，认定不予采纳后本提示自动更新。");
    return text.toString();
  }

  private static String english(Unit unit, Kind kind, List<Flagged> story, Flagged peak) {
    StringBuilder text = new StringBuilder(kind.english()).append(": ");
    text.append(peak.width() > 1 ? "from " + date(peak.firstDay()) + " to " : "on ");
    text.append(date(peak.day())).append(' ').append(unit.level.english()).append(" received ");
    text.append(peak.reviews()).append(" reviews, ").append(peak.ofSide());
    text.append(kind.side() == Side.GOOD ? " of level 5" : " bad");
    text.append(", made up unlike those of its last half year: ");
    String between = "";
    for (Flagged.Figure figure : shown(kind, peak)) {
      text.append(between).append(ENGLISH.get(figure.part()));
      if (figure.expected() > 0) {
        text.append(' ').append(figure.count()).append(" of ").append(figure.total());
        text.append(" (usually about ").append(figure(figure.expected())).append(')');
      }
      between = ", ";
    }
    text.append(". By chance as much comes among all units of the level once in at least ");
    text.append(days(peak.recurrenceDays())).append(" days. ");
    long days = story.stream().mapToInt(Flagged::day).distinct().count();
    if (days > 1) {
      text.append("Up to ")
          .append(date(story.get(story.size() - 1).day()))
          .append(" it was so on ");
      text.append(days).append(" days. ");
    }
    text.append(
        "This is a pointer, not a judgement; please verify the reviews: where they are not");
    text.append(" adopted, this finding is revised.");
    return text.toString();
  }

  /** The parts that a sentence names: a rule's own, or all striking ones. */
  private static List<Flagged.Figure> shown(Kind kind, Flagged tile) {
    if (part(kind) >= 0) {
      return List.of(sign(kind, tile));
    }
    List<Flagged.Figure> shown = new ArrayList<>();
    for (Flagged.Figure figure : tile.figures()) {
      if (figure.part() != TileTest.VOLUME && figure.logP() <= TileTest.LOG_STRIKING) {
        shown.add(figure);
      }
    }
    return shown;
  }
}
