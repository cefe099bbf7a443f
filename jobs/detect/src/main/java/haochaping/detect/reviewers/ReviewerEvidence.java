package haochaping.detect.reviewers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CityClock;
import haochaping.detect.concentration.FindingReview;
import haochaping.detect.concentration.Settings;
import haochaping.platform.Finding;
import haochaping.statistics.Seeds;
import haochaping.statistics.composition.Lockstep;
import haochaping.statistics.composition.Rules;
import haochaping.statistics.composition.Side;
import haochaping.statistics.concentration.Alert;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Findings about people in words and figures. Nobody is named, not even by a token or its hash. */
final class ReviewerEvidence {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Told of no department: it must not read that it is suspected, nor who reviewed it. */
  private static final String AUDIENCE = "supervisor";

  private static final int SAMPLE = 20;
  private static final int MOST_REVIEWS = 300;

  private final String hash;

  ReviewerEvidence(int horizon) {
    String all =
        String.join(
            "|",
            Settings.VERSION,
            "horizon=" + horizon,
            "step="
                + Lockstep.DAYS
                + "/"
                + Lockstep.MEETING_DAYS
                + "/"
                + Lockstep.FEWEST_MEETINGS
                + "/"
                + Lockstep.LEAST_LIKENESS
                + "/"
                + Lockstep.SMALLEST_RING
                + "/"
                + Lockstep.MOST_TOKENS
                + "/"
                + Rings.MOST_DAYS,
            "origin="
                + Rules.FEWEST_APPLICANTS
                + "/"
                + SharedOrigins.LEVEL
                + "/"
                + SharedOrigins.PAST_DAYS
                + "/"
                + SharedOrigins.NEXT_TO_IT
                + "/"
                + SharedOrigins.NEW_DAYS,
            "complainant=" + Rules.FEWEST_BAD + "/" + Complainants.DAYS,
            "life=" + Story.CLOSES_AFTER + "/" + Story.REOPENS_WITHIN);
    hash = HexFormat.of().formatHex(Seeds.sha256(all.getBytes(StandardCharsets.UTF_8)), 0, 8);
  }

  /** What is to be told of a story, not yet numbered and dated. */
  Told told(Story story, int today) {
    Flag first = story.first();
    Flag peak = story.peak();
    Suspicion suspicion = first.suspicion();
    boolean isRing = suspicion.kind().equals(Suspicion.LOCKSTEP_GOOD.kind());
    String target = isRing ? first.key() + '/' + word(suspicion.side()) : first.key();
    double observed = isRing ? peak.figures()[Flag.TARGETS] : peak.observed();
    Double p = isRing ? null : (Double) peak.p();
    Finding finding =
        new Finding(
            Alert.id(
                suspicion.detector(), first.dimension(), target, LocalDate.ofEpochDay(first.day())),
            0,
            state(story, today),
            AUDIENCE,
            suspicion.kind(),
            first.dimension(),
            first.key(),
            null,
            millis(story.firstDay()),
            millis(story.last().day() + 1),
            (long) observed,
            peak.expected(),
            peak.expected() > 0 ? (Double) (observed / peak.expected()) : null,
            p,
            null,
            null,
            suspicion.detector(),
            Settings.VERSION,
            0,
            millis(first.day() + 1),
            0,
            text(story, peak));
    return new Told(finding, suspicion, first.day(), story.links(), peak.reviews());
  }

  private static Finding.State state(Story story, int today) {
    if (story.first().day() == today) {
      return Finding.State.NEW;
    }
    return today - story.last().day() < Story.CLOSES_AFTER
        ? Finding.State.ONGOING
        : Finding.State.CLOSED;
  }

  private static long millis(int day) {
    return CityClock.millis(CityClock.startHour(day));
  }

  /** The reviews of all its days, the first ones of many. */
  List<FindingReview> reviews(Story story) {
    String role =
        switch (story.first().suspicion()) {
          case LOCKSTEP_GOOD, LOCKSTEP_BAD -> "in_step";
          case RULE_R8 -> "repeated_origin";
          case RULE_R13 -> FindingReview.EVIDENCE;
        };
    return ids(story).stream().limit(MOST_REVIEWS).map(id -> new FindingReview(id, role)).toList();
  }

  private static Set<String> ids(Story story) {
    Set<String> ids = new LinkedHashSet<>();
    story.flags.forEach(flag -> ids.addAll(flag.reviews()));
    return ids;
  }

  private String text(Story story, Flag peak) {
    ObjectNode json = JSON.createObjectNode();
    json.put("zh", chinese(story, peak));
    json.put("en", english(story, peak));
    List<String> missing = new ArrayList<>();
    double[] figures = peak.figures();
    switch (peak.suspicion()) {
      case LOCKSTEP_GOOD, LOCKSTEP_BAD -> {
        json.put("side", word(peak.suspicion().side()));
        json.put("reviewers", peak.observed());
        json.put("pairs_in_step", (int) figures[Flag.PAIRS]);
        json.put("common_targets", (int) figures[Flag.TARGETS]);
        json.put("expected_of_a_pair", peak.expected());
        json.put("least_jaccard", figures[Flag.LEAST_LIKENESS]);
        json.put("capped", figures[Flag.CAPPED] > 0);
        missing.add("agents");
      }
      case RULE_R8 -> {
        json.put("origin", Origin.values()[(int) figures[Flag.ORIGIN]].english());
        json.put("hall_terminal", figures[Flag.TERMINAL] > 0);
        json.put("applicants", peak.observed());
        json.put("expected", peak.expected());
        json.put("n", (int) figures[Flag.REVIEWS]);
        json.put("past_days", (int) figures[Flag.PAST_DAYS]);
        json.put("p", peak.p());
        json.put("origins", story.flags.stream().mapToLong(Flag::source).distinct().count());
        missing.add("agents");
      }
      case RULE_R13 -> {
        json.put("n", (int) figures[Flag.ALL]);
        json.put("bad", peak.observed());
        json.put("departments", (int) figures[Flag.DEPARTMENTS]);
        json.put("expected", peak.expected());
        json.put("p", peak.p());
        json.put("city_bad_share", figures[Flag.SHARE]);
        json.put("baseline", date((int) figures[Flag.TABLE]));
        missing.add("R13:case-dates");
      }
    }
    json.put("first", date(peak.firstDay()));
    json.put("last", date(peak.day()));
    ArrayNode days = json.putArray("flagged_days");
    story.days().forEach(day -> days.add(date(day)));
    json.put("formula", Settings.VERSION);
    json.put("config", hash);
    ArrayNode sample = json.putArray("sample_reviews");
    ids(story).stream().limit(SAMPLE).forEach(sample::add);
    ArrayNode absent = json.putArray("missing");
    missing.forEach(absent::add);
    return write(json);
  }

  private static String chinese(Story story, Flag peak) {
    StringBuilder text = new StringBuilder(peak.suspicion().chinese()).append("：");
    double[] figures = peak.figures();
    text.append(date(peak.firstDay()));
    if (peak.day() > peak.firstDay()) {
      text.append(" 至 ").append(date(peak.day()));
    }
    switch (peak.suspicion()) {
      case LOCKSTEP_GOOD, LOCKSTEP_BAD -> {
        text.append("，").append(peak.observed()).append(" 名评价人反复在 3 天之内先后评价同样的对象，共同对象 ");
        text.append((int) figures[Flag.TARGETS]).append(" 个，均给出");
        text.append(peak.suspicion().side() == Side.GOOD ? "非常满意" : "差评");
        text.append("；若各自择日前往，两人相遇的对象约 ").append(figure(peak.expected()));
        text.append(" 个。所涉评价多数属于该部门。");
      }
      case RULE_R8 -> {
        text.append("，同一").append(Origin.values()[(int) figures[Flag.ORIGIN]].chinese());
        text.append("一天内有 ").append(peak.observed()).append(" 名评价人，该来源同类日子通常约 ");
        text.append(figure(peak.expected())).append(" 名。所涉评价多数属于该");
        text.append(peak.dimension().equals("staff") ? "工作人员。" : "部门。");
      }
      case RULE_R13 -> {
        text.append("，同一评价人的 ").append((int) figures[Flag.ALL]).append(" 条评价中有差评 ");
        text.append(peak.observed()).append(" 条，涉及 ").append((int) figures[Flag.DEPARTMENTS]);
        text.append(" 个部门；按全市近半年差评占比，预计约 ").append(figure(peak.expected()));
        text.append(" 条。");
      }
    }
    int days = story.days().size();
    if (days > 1) {
      text.append("截至 ").append(date(story.last().day())).append("，共 ").append(days);
      text.append(" 天有此情形。");
    }
    text.append("仅为线索，不代表认定；请核实所列评价，认定不予采纳后本提示自动更新。");
    return text.toString();
  }

  private static String english(Story story, Flag peak) {
    StringBuilder text = new StringBuilder(peak.suspicion().english()).append(": ");
    double[] figures = peak.figures();
    text.append(
        peak.day() > peak.firstDay()
            ? "from " + date(peak.firstDay()) + " to " + date(peak.day())
            : "on " + date(peak.day()));
    switch (peak.suspicion()) {
      case LOCKSTEP_GOOD, LOCKSTEP_BAD -> {
        text.append(' ').append(peak.observed());
        text.append(" people reviewed the same targets within 3 days of each other, again and");
        text.append(" again: ").append((int) figures[Flag.TARGETS]).append(" targets, all ");
        text.append(peak.suspicion().side() == Side.GOOD ? "of level 5" : "bad");
        text.append("; two who came on days of their own would meet on about ");
        text.append(figure(peak.expected()));
        text.append(". Most of the reviews are about this department. ");
      }
      case RULE_R8 -> {
        text.append(' ').append(peak.observed()).append(" people reviewed from one ");
        text.append(Origin.values()[(int) figures[Flag.ORIGIN]].english());
        text.append(" in a day; on such days it usually has about ");
        text.append(figure(peak.expected())).append(". Most of the reviews are about this ");
        text.append(peak.dimension().equals("staff") ? "member of staff. " : "department. ");
      }
      case RULE_R13 -> {
        text.append(" one person gave ").append(peak.observed()).append(" bad reviews of ");
        text.append((int) figures[Flag.DEPARTMENTS]).append(" departments among ");
        text.append((int) figures[Flag.ALL]).append(" reviews; by the city's share of bad");
        text.append(" reviews of the last half year about ").append(figure(peak.expected()));
        text.append(" would be expected. ");
      }
    }
    int days = story.days().size();
    if (days > 1) {
      text.append("Up to ").append(date(story.last().day())).append(" it was so on ");
      text.append(days).append(" days. ");
    }
    text.append("This is a pointer, not a judgement; please verify the reviews: where they are");
    text.append(" not adopted, this finding is revised.");
    return text.toString();
  }

  /** Why a finding no longer holds. */
  enum Reason {
    /** It rested on reviews that no longer count. */
    RETRACTED,
    /** Its first day or key has moved, and with it its name. */
    MOVED,
    /** Late and corrected reviews leave nothing that stands out. */
    RESTATED
  }

  /**
   * What is to be told of a finding that no longer holds.
   *
   * @param left of the reviews of its most surprising day, how many still count
   * @param instead id of the finding that stands in its place, for {@link Reason#MOVED}
   */
  Finding withdrawn(Told told, Reason reason, int left, String instead) {
    ObjectNode json = read(told.finding());
    int all = told.reviews().size();
    String chinese =
        switch (reason) {
          case RETRACTED -> "所依据的评价 " + all + " 条中仅有 " + left + " 条仍然有效，不再突出。";
          case MOVED -> "经补报或更正，起始日期或对象有变，由提示 " + instead + " 代替。";
          case RESTATED -> "经补报或更正后不再突出。";
        };
    String english =
        switch (reason) {
          case RETRACTED ->
              "Of its "
                  + all
                  + " reviews only "
                  + left
                  + " still count: they do not stand out any more.";
          case MOVED ->
              "Late or corrected reviews moved its first day or key: " + instead + " replaces it.";
          case RESTATED -> "With late and corrected reviews nothing stands out.";
        };
    json.put("zh", "撤销：" + chinese);
    json.put("en", "Withdrawn. " + english);
    json.put("reason", reason.name().toLowerCase(Locale.ROOT));
    if (instead != null) {
      json.put("replaced_by", instead);
    }
    return told.finding().in(Finding.State.WITHDRAWN, write(json));
  }

  private static String word(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode read(Finding finding) {
    try {
      return (ObjectNode) JSON.readTree(finding.evidence());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence of " + finding.id() + " is no JSON", e);
    }
  }

  private static String write(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String date(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** Two digits, more for what is large. */
  private static String figure(double value) {
    if (value >= 10 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, value >= 1 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.2g", value);
  }
}
