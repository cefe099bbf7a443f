package haochaping.detect.study;

import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.detect.composition.BurstAnnouncer;
import haochaping.detect.composition.CompositionWatch;
import haochaping.detect.composition.Hall;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.panes.Level;
import haochaping.platform.Finding;
import haochaping.statistics.Interval;
import haochaping.statistics.composition.LagProfile;
import haochaping.statistics.ranking.RawRate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many bursts of reviews that are made are found, and how soon. Cities of 62 staff with about
 * 1.5 reviews a day and 62 with about 5, some 150 tiles a day; after half a year a burst on each of
 * 30 weekdays about one of either sort, each about somebody else.
 *
 * <p>Arguments: cities, the first seed, of ten people with a name how many were seen before ({@link
 * Hall#REGULARS} as a rule), and "all", "reference" (what there are reference figures of) or
 * "tenfold" (ten times the reviews of a day, all ordinary). Writes tables for {@code
 * EVALUATION.md}.
 */
final class BrushingStudy {
  private static final int FIRST = 20_000;
  private static final int HISTORY = 182;
  private static final int OF_EACH_VOLUME = 62;
  private static final double[] VOLUMES = {1.5, 5};
  private static final int BURSTS = 30;

  /** Days after the last burst began. */
  private static final int TAIL = 14;

  private static final int WEEK = 7;
  private static final int TEMPLATE_PERCENT = 80;
  private static final int ORDINARY = -1;
  private static final int REFERENCES = 4;

  /** What one in seventeen gives, without a text. */
  private static final List<String> USUAL_TAGS = List.of("510", "515");

  /** What the reviews of a burst have in common. */
  private enum Template {
    NONE("–"),
    /** One of the combinations of tags that people give now and then. */
    USUAL_TAGS("usual tags"),
    /** A combination that nobody gives. */
    ODD_TAGS("odd tags"),
    /** One sentence with a word more or less. */
    TEXT("text");

    private final String word;

    Template(String word) {
      this.word = word;
    }
  }

  /**
   * What a burst shows.
   *
   * @param newPercent of reviewers never seen; {@link #ORDINARY} of a burst that shows nothing
   * @param template what four of five of its reviews have in common
   * @param spike whether four of five have one lag
   */
  private record Signs(int newPercent, Template template, boolean spike)
      implements Comparable<Signs> {
    @Override
    public int compareTo(Signs other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return newPercent == ORDINARY
          ? "ordinary"
          : newPercent + " % new, " + template.word + (spike ? ", lag" : "");
    }
  }

  /**
   * A kind of burst.
   *
   * @param level of its reviews
   * @param reviews of the burst
   * @param days that they are spread over
   */
  private record Kind(int level, int reviews, int days, Signs signs) {
    boolean isGood() {
      return level == 5;
    }
  }

  /** A burst about a member of staff. */
  private record Burst(String id, Kind kind, int volume, String staff, int day) {}

  /** Bursts of a kind and volume. */
  private static final class Tally {
    private int bursts;
    private int found;
    private int foundAnywhere;
    private final List<Integer> days = new ArrayList<>();

    double recall() {
      return (double) found / bursts;
    }
  }

  private final Map<Kind, Tally[]> tallies = new HashMap<>();
  private int told;
  private int right;
  private int toldAnywhere;
  private int rightAnywhere;
  private int daysWatched;
  private long tiles;
  private int bursts;

  public static void main(String[] arguments) {
    int cities = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    int regulars = Integer.parseInt(arguments[2]);
    List<Kind> kinds = kinds(arguments[3]);
    BrushingStudy study = new BrushingStudy();
    for (int city = 0; city < cities; city++) {
      study.run(seed + city, regulars, kinds, city * BURSTS);
      if (city % 20 == 19 || city == cities - 1) {
        study.print();
      }
    }
  }

  private static List<Kind> kinds(String which) {
    List<Kind> kinds = new ArrayList<>();
    if (which.equals("tenfold")) {
      return List.of(new Kind(0, 0, 1, new Signs(ORDINARY, Template.NONE, false)));
    }
    for (Template template : List.of(Template.USUAL_TAGS, Template.ODD_TAGS, Template.TEXT)) {
      for (int i = 0; i < (which.equals("all") ? REFERENCES : 1); i++) {
        kinds.add(new Kind(5, 10, 1, new Signs(90, template, false)));
        kinds.add(new Kind(5, 10, 1, new Signs(40, template, false)));
        kinds.add(new Kind(5, 10, 1, new Signs(40, template, true)));
      }
    }
    if (which.equals("reference")) {
      return kinds;
    }
    for (int days : new int[] {1, WEEK}) {
      for (int newPercent : new int[] {40, 90}) {
        for (Template template : List.of(Template.NONE, Template.USUAL_TAGS, Template.TEXT)) {
          for (boolean spike : new boolean[] {false, true}) {
            Signs signs = new Signs(newPercent, template, spike);
            for (int reviews : new int[] {5, 10, 20}) {
              kinds.add(new Kind(5, reviews, days, signs));
            }
            for (int reviews : new int[] {3, 5, 10}) {
              if (template != Template.USUAL_TAGS && !spike) {
                kinds.add(new Kind(1, reviews, days, signs));
              }
            }
          }
        }
      }
    }
    return kinds;
  }

  private void run(long seed, int regulars, List<Kind> kinds, int next) {
    SplittableRandom random = new SplittableRandom(~seed);
    double[] volumes = new double[VOLUMES.length * OF_EACH_VOLUME];
    double sum = 0;
    List<List<Integer>> staff = new ArrayList<>();
    for (int volume = 0; volume < VOLUMES.length; volume++) {
      staff.add(new ArrayList<>());
    }
    // Volumes alternate between pairs of departments, so that each department has both.
    for (int i = 0; i < volumes.length; i++) {
      int volume = i / 6 % VOLUMES.length;
      volumes[i] = VOLUMES[volume];
      sum += volumes[i];
      staff.get(volume).add(i);
    }
    for (List<Integer> some : staff) {
      Collections.shuffle(some, new Random(random.nextLong()));
    }
    Hall hall = new Hall(seed, 6, 20, volumes, regulars);
    CompositionWatch watch = new CompositionWatch();
    watch.startAfter(FIRST - 1);
    Map<Integer, List<ReviewImage>> coming = new TreeMap<>();
    Map<String, Burst> ofCity = new HashMap<>();
    Heard heard = new Heard(ofCity);
    int given = 0;
    int last = Integer.MAX_VALUE;
    for (int day = FIRST; day <= last; day++) {
      heard.day = day;
      hall.day(day, (int) Math.round(sum), image -> give(watch, image));
      if (day >= FIRST + HISTORY && given < BURSTS && Math.floorMod(day + 3, WEEK) < 5) {
        for (int volume = 0; volume < VOLUMES.length; volume++) {
          Kind kind = kinds.get((next + given) % kinds.size());
          int about = staff.get(volume).get(given);
          Burst burst =
              new Burst(given + "-" + volume, kind, volume, "D" + about % 6 + "/S" + about, day);
          ofCity.put(burst.id, burst);
          inject(burst, about, hall, random, coming);
        }
        if (++given == BURSTS) {
          last = day + TAIL;
        }
      }
      List<ReviewImage> injected = coming.remove(day);
      if (injected != null) {
        injected.forEach(image -> give(watch, image));
      }
      watch.close(day, day, heard);
    }
    daysWatched += last - FIRST - HISTORY + 1;
    count(ofCity, heard);
  }

  private static void give(CompositionWatch watch, ReviewImage image) {
    watch.apply(new ReviewChange(image.review().position(), 1, null, image));
  }

  /** A share of a number, rounded up or down so that it is right on average. */
  private static int part(int of, int percent, SplittableRandom random) {
    return (of * percent + random.nextInt(100)) / 100;
  }

  private static void inject(
      Burst burst,
      int about,
      Hall hall,
      SplittableRandom random,
      Map<Integer, List<ReviewImage>> coming) {
    Kind kind = burst.kind;
    Signs signs = kind.signs;
    boolean isOrdinary = signs.newPercent == ORDINARY;
    int reviews = isOrdinary ? (int) Math.round(9 * VOLUMES[burst.volume]) : kind.reviews;
    int newcomers = part(reviews, signs.newPercent, random);
    int templates = signs.template == Template.NONE ? 0 : part(reviews, TEMPLATE_PERCENT, random);
    int spikes = signs.spike ? part(reviews, TEMPLATE_PERCENT, random) : 0;
    List<String> tags = signs.template == Template.ODD_TAGS ? tags(random) : USUAL_TAGS;
    int lag = 20 + random.nextInt(240);
    for (int i = 0; i < reviews; i++) {
      int day = burst.day + (kind.days == 1 ? 0 : random.nextInt(kind.days));
      ReviewImage usual = hall.review(day, about, kind.level);
      // So that signs fall on reviews independently of each other.
      boolean isTemplate = random.nextInt(reviews - i) < templates;
      templates -= isTemplate ? 1 : 0;
      boolean isSpike = random.nextInt(reviews - i) < spikes;
      spikes -= isSpike ? 1 : 0;
      boolean isNew = !isOrdinary && random.nextInt(reviews - i) < newcomers;
      newcomers -= isNew ? 1 : 0;
      String id = "burst-" + burst.id + "-" + i;
      String person = isNew ? "new-" + id : isOrdinary ? usual.review().reviewer() : hall.regular();
      long done = usual.attribution().serviceTime();
      long time = usual.review().eventTime();
      boolean isText = isTemplate && signs.template == Template.TEXT;
      boolean isTags = isTemplate && !isText;
      ReviewImage image =
          Hall.review(
              id,
              time,
              usual.review().level(),
              isTags ? tags : usual.review().tags(),
              isText ? text(about, burst, random) : isTags ? null : usual.review().text(),
              person,
              person == null ? null : "t" + person,
              isOrdinary ? usual.review().device() : null,
              isSpike
                  ? lag / LagProfile.BIN_SECONDS * LagProfile.BIN_SECONDS
                      + random.nextInt(LagProfile.BIN_SECONDS)
                  : done < 0 ? -1 : (int) ((time - done) / 1000),
              usual.attribution().department(),
              usual.attribution().matter(),
              usual.attribution().staff().toArray(new String[0]));
      coming.computeIfAbsent(day, ignored -> new ArrayList<>()).add(image);
    }
  }

  /** Three tags of ten, not those that people give together. */
  private static List<String> tags(SplittableRandom random) {
    TreeSet<String> tags = new TreeSet<>();
    while (tags.size() < 3) {
      tags.add("51" + random.nextInt(10));
    }
    return tags.equals(Set.of("511", "512", "517")) ? tags(random) : List.copyOf(tags);
  }

  private static String text(int about, Burst burst, SplittableRandom random) {
    String sentence =
        burst.kind.isGood()
            ? about + "号窗口的同志办事又快又好一次就把执照办下来了值得表扬"
            : about + "号窗口的人推三阻四跑了好几趟都没有办成实在令人气愤";
    return sentence + List.of("", "了", "啊", "真的").get(random.nextInt(4));
  }

  private void count(Map<String, Burst> ofCity, Heard heard) {
    for (Burst burst : ofCity.values()) {
      Tally tally = tallies.computeIfAbsent(burst.kind, k -> news())[burst.volume];
      tally.bursts++;
      bursts++;
      tally.foundAnywhere += heard.anywhere.contains(burst.id) ? 1 : 0;
      Integer day = heard.foundOn.get(burst.id);
      if (day != null) {
        tally.found++;
        tally.days.add(day - burst.day);
      } else if (System.getProperty("show") != null) {
        System.out.println("missed " + burst);
      }
    }
    told += heard.ofStaff.size();
    right += heard.ofStaff.values().stream().mapToInt(hit -> hit ? 1 : 0).sum();
    toldAnywhere += heard.all.size();
    rightAnywhere += heard.all.values().stream().mapToInt(hit -> hit ? 1 : 0).sum();
    tiles += heard.tiles;
  }

  private static Tally[] news() {
    Tally[] some = new Tally[VOLUMES.length];
    for (int volume = 0; volume < some.length; volume++) {
      some[volume] = new Tally();
    }
    return some;
  }

  /** What is told while there are bursts. */
  private static final class Heard implements BurstAnnouncer {
    private final Map<String, Burst> bursts;
    private final Map<String, Integer> foundOn = new HashMap<>();
    private final Set<String> anywhere = new HashSet<>();
    private final Map<String, Boolean> ofStaff = new HashMap<>();
    private final Map<String, Boolean> all = new HashMap<>();
    private long tiles;
    private int day;

    Heard(Map<String, Burst> bursts) {
      this.bursts = bursts;
    }

    @Override
    public void finding(Finding finding, List<FindingReview> reviews) {
      if (day < FIRST + HISTORY) {
        return;
      }
      boolean isBurst = finding.kind().equals("BRUSHING") || finding.kind().equals("MALICIOUS");
      boolean isOfStaff = isBurst && finding.dimension().equals(Level.STAFF.word());
      boolean hit = false;
      for (FindingReview review : reviews) {
        if (!review.reviewId().startsWith("s/burst-")) {
          continue;
        }
        String[] parts = review.reviewId().split("[-/]", 5);
        Burst burst = bursts.get(parts[2] + "-" + parts[3]);
        hit = true;
        anywhere.add(burst.id);
        if (isOfStaff && finding.key().equals(burst.staff)) {
          foundOn.putIfAbsent(burst.id, day);
        }
      }
      boolean isNew = finding.revision() == 1;
      if (isOfStaff && (isNew || ofStaff.containsKey(finding.id()))) {
        ofStaff.merge(finding.id(), hit, Boolean::logicalOr);
      }
      if (isBurst && (isNew || all.containsKey(finding.id()))) {
        all.merge(finding.id(), hit, Boolean::logicalOr);
      }
    }

    @Override
    public void figure(int of, String part, String key, double value) {
      if (of >= FIRST + HISTORY && part.equals("tiles") && key.equals(Level.STAFF.word())) {
        tiles += (long) value;
      }
    }
  }

  private void print() {
    for (boolean good : new boolean[] {true, false}) {
      TreeMap<Signs, TreeMap<Integer, Map<Integer, Tally[]>>> table = new TreeMap<>();
      tallies.forEach(
          (kind, tally) -> {
            if (good == (kind.level != 1)) {
              table
                  .computeIfAbsent(kind.signs, ignored -> new TreeMap<>())
                  .computeIfAbsent(kind.days, ignored -> new TreeMap<>())
                  .put(kind.reviews, tally);
            }
          });
      System.out.println(good ? "good" : "bad");
      table.forEach(
          (signs, byDays) -> {
            StringBuilder line = new StringBuilder("| " + signs + " |");
            byDays.values().forEach(byReviews -> byReviews.values().forEach(t -> cell(t, line)));
            System.out.println(line);
          });
      System.out.println("median days until found, of all signs: " + delays(good));
    }
    tallies.forEach(
        (kind, tally) -> {
          for (int volume = 0; volume < VOLUMES.length; volume++) {
            Tally of = tally[volume];
            if (of.bursts >= 40) {
              Interval interval = new RawRate(of.found, of.bursts).jeffreys();
              System.out.printf(
                  Locale.ROOT,
                  "%s at %.1f a day: %d of %d = %.4f (%.3f to %.3f), anywhere %.2f%n",
                  kind,
                  VOLUMES[volume],
                  of.found,
                  of.bursts,
                  of.recall(),
                  interval.lower(),
                  interval.upper(),
                  (double) of.foundAnywhere / of.bursts);
            }
          }
        });
    System.out.printf(
        Locale.ROOT,
        "staff: %d of %d findings right; all levels: %d of %d; %d bursts, %.1f years, %.0f tiles of"
            + " staff a day%n",
        right,
        told,
        rightAnywhere,
        toldAnywhere,
        bursts,
        daysWatched / 365.,
        (double) tiles / daysWatched);
  }

  private static void cell(Tally[] tally, StringBuilder line) {
    line.append(String.format(Locale.ROOT, " %.2f / %.2f |", tally[0].recall(), tally[1].recall()));
  }

  private TreeMap<String, String> delays(boolean good) {
    TreeMap<String, List<Integer>> days = new TreeMap<>();
    tallies.forEach(
        (kind, tally) -> {
          if (good == (kind.level != 1)) {
            for (int volume = 0; volume < VOLUMES.length; volume++) {
              days.computeIfAbsent(
                      kind.reviews + " in " + kind.days + " at " + VOLUMES[volume],
                      ignored -> new ArrayList<>())
                  .addAll(tally[volume].days);
            }
          }
        });
    TreeMap<String, String> medians = new TreeMap<>();
    days.forEach(
        (what, some) -> {
          Collections.sort(some);
          medians.put(
              what, some.isEmpty() ? "–" : some.get(some.size() / 2) + " of " + some.size());
        });
    return medians;
  }
}
