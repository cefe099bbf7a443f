package haochaping.detect.composition;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.CityClock;
import haochaping.core.Handling;
import haochaping.core.Position;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.Versioned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reviews of a city in which nothing is wrong: staff by Zipf's law, weekends, tablets, people who
 * come again, habitual tags, one text in five.
 */
public final class Hall {
  private static final List<List<String>> GOOD_TAGS =
      List.of(
          List.of("510", "517"),
          List.of("510"),
          List.of(),
          List.of("511", "512", "517"),
          List.of("512"),
          List.of("513", "514"),
          List.of("510", "515"));
  private static final List<String> WORDS =
      List.of(
          "服务", "态度", "很好", "办事", "效率", "很高", "工作人员", "热情", "耐心", "解答", "满意", "窗口", "材料", "清楚",
          "流程", "简单", "等候", "时间", "不长", "点赞", "感谢", "细致", "周到", "方便", "快捷", "专业", "指导", "一次", "办好",
          "推荐");

  /** Of ten people with a name, so many were seen before. */
  public static final int REGULARS = 4;

  private static final int ANY_LEVEL = 0;

  private final SplittableRandom random;
  private final int departments;
  private final int matters;
  private final int regulars;
  private final double[] staffShares;
  private final List<String> people = new ArrayList<>();
  private int number;

  public Hall(long seed, int departments, int matters, int staff) {
    this(
        seed,
        departments,
        matters,
        IntStream.range(0, staff).mapToDouble(i -> Math.pow(i + 10, -1.1)).toArray(),
        REGULARS);
  }

  /**
   * A city whose staff are not by Zipf's law.
   *
   * @param volumes of the staff, in any unit
   * @param regulars of ten people with a name, so many were seen before; at most 10
   */
  public Hall(long seed, int departments, int matters, double[] volumes, int regulars) {
    random = new SplittableRandom(seed);
    this.departments = departments;
    this.matters = matters;
    this.regulars = regulars;
    staffShares = volumes.clone();
    Arrays.parallelPrefix(staffShares, Double::sum);
    double sum = staffShares[volumes.length - 1];
    Arrays.setAll(staffShares, i -> staffShares[i] / sum);
  }

  /** A day's reviews. */
  public void day(int day, int reviews, Consumer<ReviewImage> out) {
    boolean weekend = Math.floorMod(day + 3, 7) >= 5;
    int count = (int) (reviews * (weekend ? .3 : 1.28) * (.85 + .3 * random.nextDouble()));
    for (int i = 0; i < count; i++) {
      out.accept(review(day, staff(), ANY_LEVEL));
    }
  }

  private int staff() {
    int found = Arrays.binarySearch(staffShares, random.nextDouble());
    return Math.min(staffShares.length - 1, found < 0 ? -found - 1 : found);
  }

  /** One more review of a member of staff, of any level. */
  public ReviewImage review(int day, int staff) {
    return review(day, staff, ANY_LEVEL);
  }

  /** One more review of a member of staff. */
  public ReviewImage review(int day, int staff, int ofLevel) {
    int department = staff % departments;
    int matter = (department + departments * random.nextInt(1 + matters / departments)) % matters;
    double u = random.nextDouble();
    int level = ofLevel != ANY_LEVEL ? ofLevel : u < .0003 ? 1 : u < .002 ? 3 : u < .02 ? 4 : 5;
    String text = random.nextInt(5) == 0 ? text() : null;
    List<String> tags =
        level == 5
            ? GOOD_TAGS.get((int) (GOOD_TAGS.size() * Math.pow(random.nextDouble(), 2)))
            : List.of(level + "10");
    String person = random.nextInt(10) < 7 ? person() : null;
    boolean tablet = random.nextInt(10) < 6;
    long time =
        CityClock.millis(CityClock.startHour(day)) + 1000L * (32_400 + random.nextInt(28_800));
    int lag =
        random.nextInt(5) == 0
            ? 3600 + random.nextInt(100_000)
            : (int) Math.exp(3.7 + .8 * gaussian());
    return review(
        "p" + number++,
        time,
        level,
        tags,
        text,
        person,
        person == null ? null : "t" + person,
        tablet ? "d" + department + "-" + random.nextInt(5) : null,
        random.nextInt(10) < 6 ? lag : -1,
        "D" + department,
        "M" + matter,
        "D" + department + "/S" + staff);
  }

  private double gaussian() {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }

  private String person() {
    if (people.size() > 100 && random.nextInt(10) < regulars) {
      return regular();
    }
    String person = "r" + people.size();
    people.add(person);
    return person;
  }

  /** Somebody who was seen before. */
  public String regular() {
    return people.get(random.nextInt(people.size()));
  }

  private String text() {
    if (random.nextInt(10) == 0) {
      return "服务态度很好，非常满意";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }

  /**
   * A review.
   *
   * @param lag from service to review in s, -1 where unknown
   */
  public static ReviewImage review(
      String project,
      long time,
      int level,
      List<String> tags,
      String text,
      String reviewer,
      String phone,
      String device,
      int lag,
      String department,
      String matter,
      String... staff) {
    return review(
        project,
        time,
        level,
        tags,
        text,
        reviewer,
        phone,
        device,
        lag,
        true,
        0,
        department,
        matter,
        staff);
  }

  /**
   * A review that may not be adopted, with flags.
   *
   * @param lag from service to review in s, -1 where unknown
   */
  public static ReviewImage review(
      String project,
      long time,
      int level,
      List<String> tags,
      String text,
      String reviewer,
      String phone,
      String device,
      int lag,
      boolean adopted,
      int flags,
      String department,
      String matter,
      String... staff) {
    return new ReviewImage(
        new ReviewRecord(
            new Position(Stream.REVIEWS, 0, 0, time + 1000),
            "s",
            project,
            "1",
            1,
            time + 1000,
            0,
            time,
            level,
            Channel.TABLET,
            false,
            true,
            tags,
            text,
            List.of(),
            null,
            null,
            null,
            reviewer,
            phone,
            reviewer != null,
            device,
            null,
            null,
            null,
            Versioned.NO_TIME,
            Versioned.NO_TIME,
            flags),
        new Attribution(
            "X",
            department,
            null,
            matter,
            null,
            List.of(staff),
            true,
            lag < 0 ? Versioned.NO_TIME : time - 1000L * lag,
            0),
        new Handling(
            adopted ? null : Handling.Verdict.NOT_ADOPTED,
            adopted,
            -1,
            Versioned.NO_TIME,
            null,
            -1,
            Versioned.NO_TIME,
            null));
  }

  /** The same review, written down at another time; {@link Versioned#NO_TIME} for unknown. */
  static ReviewImage written(ReviewImage image, long updateTime) {
    ReviewRecord review = image.review();
    return new ReviewImage(
        new ReviewRecord(
            review.position(),
            review.source(),
            review.project(),
            review.stage(),
            review.round(),
            updateTime,
            review.fingerprint(),
            review.eventTime(),
            review.level(),
            review.channel(),
            review.isDefault(),
            review.effective(),
            review.tags(),
            review.text(),
            review.staff(),
            review.area(),
            review.department(),
            review.matter(),
            review.reviewer(),
            review.phone(),
            review.realName(),
            review.device(),
            review.address(),
            review.window(),
            review.reviewerKind(),
            review.serviceTime(),
            review.uploadTime(),
            review.flags()),
        image.attribution(),
        image.handling());
  }

  static ReviewChange given(ReviewImage image) {
    return new ReviewChange(image.review().position(), 1, null, image);
  }

  static ReviewChange retracted(ReviewImage image) {
    return new ReviewChange(image.review().position(), 2, image, null);
  }
}
