package haochaping.simulate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that goes wrong in the simulated city, or only looks so.
 *
 * @param name its own, in the truth
 * @param kind what it is
 * @param from its first day, 1 being the feed's first
 * @param days how many days it lasts
 * @param staff whose reviews: a number such as {@code SZ0107}
 * @param department code of the department
 * @param matter code of the matter
 * @param districts six digits each
 * @param ratio how many times as many bad reviews; for {@link Kind#VERDICT_BIAS} the share of bad
 *     reviews that are called mistaken, in (0, 1]
 * @param perDay services that it adds a day
 */
public record Anomaly(
    String name,
    Kind kind,
    int from,
    int days,
    String staff,
    String department,
    String matter,
    List<String> districts,
    Double ratio,
    @JsonProperty("per_day") Integer perDay) {

  /** What goes wrong, what has to be said of it, and which finding it should raise. */
  public enum Kind {
    /** A member of staff of whom more is bad than before. */
    STAFF_GONE_BAD("CONCENTRATION", "staff", "ratio"),
    /** Districts next to each other where more is bad, in one matter or in all. */
    CLUSTER("CLUSTER", "districts", "ratio"),
    /** A matter that a new form broke, in every district. */
    MATTER_BROKEN("CONCENTRATION", "matter", "ratio"),
    /** Good reviews of one wording, at one distance from their service. */
    BRUSHING_TEMPLATE("BRUSHING", "department", "per_day"),
    /** Good reviews of people never seen before, from one tablet. */
    BRUSHING_DEVICE("BRUSHING", "department", "per_day"),
    /** Good reviews that are sent in one batch, weeks after they are said to be written. */
    BRUSHING_BACKFILL("RULE_R5", "department", "per_day"),
    /** One person's bad reviews over several departments. */
    MALICIOUS_SERIES("RULE_R13", "per_day"),
    /** A department that calls its own bad reviews mistaken, and at once. */
    VERDICT_BIAS("VERDICT_BIAS", "department", "ratio"),
    /** Many more services of one department, as good as ever: nothing is to be found. */
    VOLUME_SURGE(null, "department", "per_day");

    final String finding;
    private final List<String> needs;

    Kind(String finding, String... needs) {
      this.finding = finding;
      this.needs = List.of(needs);
    }

    /** Whether it adds services of its own. */
    boolean adds() {
      return needs.contains("per_day");
    }
  }

  public Anomaly {
    districts = districts == null ? List.of() : List.copyOf(districts);
  }

  /** The first day after it, 1 being the feed's first. */
  int end() {
    return from + days;
  }

  /** What is wrong with it, a line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    String of = "anomaly " + (name == null ? "without a name" : name) + ": ";
    if (name == null) {
      problems.add(of + "name: missing; for example window-nine");
    }
    if (kind == null) {
      problems.add(of + "kind: missing; one of " + List.of(Kind.values()));
      return problems;
    }
    if (from < 1) {
      problems.add(of + "from = " + from + ": a day from 1 on, 1 is the feed's first");
    }
    if (days < 1) {
      problems.add(of + "days = " + days + ": at least 1");
    }
    for (String need : kind.needs) {
      boolean missing =
          switch (need) {
            case "staff" -> staff == null;
            case "department" -> department == null;
            case "matter" -> matter == null;
            case "districts" -> districts.isEmpty();
            case "ratio" -> ratio == null;
            default -> perDay == null;
          };
      if (missing) {
        problems.add(of + need + ": missing; " + kind + " needs it");
      }
    }
    if (ratio != null && !(ratio > 0 && ratio <= (kind == Kind.VERDICT_BIAS ? 1 : 1_000))) {
      problems.add(
          of
              + "ratio = "
              + ratio
              + (kind == Kind.VERDICT_BIAS ? ": above 0, at most 1" : ": above 0, at most 1000"));
    }
    if (perDay != null && (perDay < 1 || perDay > 100_000)) {
      problems.add(of + "per_day = " + perDay + ": between 1 and 100000");
    }
    return problems;
  }
}
