package haochaping.core;

import static haochaping.core.Given.at;
import static haochaping.core.Given.ledger;
import static haochaping.core.Given.review;
import static haochaping.core.Given.stage;
import static haochaping.core.Given.verdict;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.Given.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Counting a change: meanings 2 to 7. Counts: reviews, bad, adopted, bad adopted, defaults. */
class PaneBufferTest {
  private static final String CITY = "370400";

  @Example
  void badReviewCountsInEveryDimensionItHas() {
    Told told =
        Told.live(
            stage("1").department("D1").matter("M1").sent(),
            review("1").level(2).staff("S7", "S8").channel(Channel.TABLET).sent());
    assertThat(drained(told.changes))
        .isEqualTo(
            Map.ofEntries(
                entry("city 370400", "[1, 1, 1, 1, 0]"),
                entry("district 370402", "[1, 1, 1, 1, 0]"),
                entry("department D1", "[1, 1, 1, 1, 0]"),
                entry("matter M1", "[1, 1, 1, 1, 0]"),
                entry("staff D1/S7", "[1, 1, 1, 1, 0]"),
                entry("staff D1/S8", "[1, 1, 1, 1, 0]"),
                entry("department_matter D1/M1", "[1, 1, 1, 1, 0]"),
                entry("channel tablet", "[1, 1, 1, 1, 0]"),
                entry("district 370402 of M1", "[0, 0, 1, 0, 0]"),
                entry("staff D1/S7 of M1", "[0, 0, 1, 0, 0]"),
                entry("staff D1/S8 of M1", "[0, 0, 1, 0, 0]")));
  }

  @Example
  void unattributedReviewCountsForCityDepartmentAndChannel() {
    Told told = Told.live(review("1").level(3).channel(Channel.OTHER).sent());
    assertThat(drained(told.changes))
        .isEqualTo(
            Map.of(
                "city 370400", "[1, 0, 1, 0, 0]",
                "department unattributed", "[1, 0, 1, 0, 0]",
                "channel other", "[1, 0, 1, 0, 0]"));
  }

  @Example
  void defaultReviewIsInNoRateAndAVerdictOnItChangesNothing() {
    Told told = Told.live(review("1").level(1).byDefault().sent(), verdict("1").sent());
    assertThat(drained(told.changes)).containsEntry("city 370400", "[0, 0, 0, 0, 1]");
  }

  @Example
  void notAdoptedReviewStaysBeforeAndLeavesAfterVerification() {
    Told bad = Told.live(review("1").level(1).sent(), ledger("1").mistaken(1).sent());
    assertThat(drained(bad.changes)).containsEntry("city 370400", "[1, 1, 0, 0, 0]");
    Told good = Told.live(review("1").level(5).sent(), verdict("1").sent());
    assertThat(drained(good.changes)).containsEntry("city 370400", "[1, 0, 0, 0, 0]");
  }

  @Example
  void withdrawnAndSecondRoundReviewsCountNowhere() {
    Told told = Told.live(review("1").withdrawn().sent(), review("1").round(2).level(1).sent());
    assertThat(drained(told.changes)).isEmpty();
  }

  @Example
  void whatNetsToNothingIsNotSent() {
    Told told = Told.live(review("1").update(1).sent(), review("1").update(2).withdrawn().sent());
    assertThat(drained(told.changes)).isEmpty();
  }

  @Example
  void caseThatComesLateMovesTheReviewFromUnattributed() {
    Told told = Told.live(review("1").level(1).sent());
    told.changes.clear();
    told.tell(stage("1").department("D1").matter("M1").staff(null).sent());
    assertThat(drained(told.changes))
        .isEqualTo(
            Map.of(
                "district 370402", "[1, 1, 1, 1, 0]",
                "department unattributed", "[-1, -1, -1, -1, 0]",
                "department D1", "[1, 1, 1, 1, 0]",
                "matter M1", "[1, 1, 1, 1, 0]",
                "department_matter D1/M1", "[1, 1, 1, 1, 0]",
                "district 370402 of M1", "[0, 0, 1, 0, 0]"));
  }

  @Example
  void mixOfMattersHoldsAdoptedReviewsThatSomebodyGaveByDay() {
    Told told =
        Told.live(
            stage("1").department("D1").matter("M1").sent(),
            review("1").level(2).event(at("2026-03-02 09:59:59")).sent(),
            ledger("1").mistaken(1).sent());
    assertThat(drained(told.changes))
        .containsEntry("matter M1", "[1, 1, 0, 0, 0]")
        .doesNotContainKey("district 370402 of M1");
    Told byDefault =
        Told.live(stage("1").department("D1").matter("M1").sent(), review("1").byDefault().sent());
    assertThat(drained(byDefault.changes))
        .containsEntry("matter M1", "[0, 0, 0, 0, 1]")
        .doesNotContainKey("district 370402 of M1");
  }

  @Example
  void reviewBelongsToTheHourOfItsOwnTime() {
    Told told =
        Told.live(
            review("1").update(1).event(at("2026-03-02 09:59:59")).sent(),
            review("1").update(2).event(at("2026-03-02 10:00:00")).sent());
    List<String> hours = new ArrayList<>();
    PaneBuffer buffer = new PaneBuffer(CITY, 64);
    told.changes.forEach(buffer::add);
    buffer.drain(
        new PaneDelta(),
        delta -> {
          if (PaneDelta.dimension(delta.key) == Dimension.CITY) {
            hours.add(CityClock.millis(delta.hour) + " " + delta.reviews);
          }
        });
    // The two versions net to one review in the later hour.
    assertThat(hours).containsExactly(at("2026-03-02 10:00:00") + " 1");
  }

  /** The buffer against a map, over many batches of random changes. */
  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void addsUpLikeAMap(@ForAll long seed) {
    Random random = new Random(seed);
    PaneBuffer buffer = new PaneBuffer(CITY, 64 + random.nextInt(40));
    Map<String, int[]> naive = new TreeMap<>();
    Map<String, int[]> given = new TreeMap<>();
    PaneDelta delta = new PaneDelta();
    for (int i = 0; i < 50; i++) {
      ReviewChange change =
          new ReviewChange(null, 1, random.nextInt(3) == 0 ? null : image(random), image(random));
      if (buffer.isFull(change)) {
        buffer.drain(delta, d -> add(given, d));
        assertThat(buffer.size()).isZero();
      }
      buffer.add(change);
      count(naive, change.before(), -1);
      count(naive, change.after(), 1);
    }
    buffer.drain(delta, d -> add(given, d));
    buffer.drain(delta, d -> add(given, d));
    assertThat(texts(given)).isEqualTo(texts(naive));
  }

  private static ReviewImage image(Random random) {
    Given.ReviewSent review =
        review("1")
            .round(1 + random.nextInt(4) / 3)
            .level(1 + random.nextInt(5))
            .event(at("2026-03-02 09:00:00") + random.nextInt(4) * 1_800_000L)
            .channel(Channel.values()[random.nextInt(Channel.values().length)]);
    if (random.nextInt(5) == 0) {
      review.withdrawn();
    }
    if (random.nextInt(5) == 0) {
      review.byDefault();
    }
    List<String> staff = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      staff.add("D/" + i);
    }
    Attribution whom =
        new Attribution(
            random.nextInt(3) == 0 ? null : "37040" + random.nextInt(3),
            "D" + random.nextInt(3),
            null,
            random.nextInt(3) == 0 ? null : "M" + random.nextInt(3),
            null,
            staff,
            true,
            0,
            0);
    boolean adopted = random.nextInt(4) != 0;
    return new ReviewImage(
        review.sent(),
        whom,
        new Handling(
            adopted ? null : Handling.Verdict.MISTAKEN, adopted, -1, 0, null, -1, 0, null));
  }

  /** Counts an image by the feed's text. */
  private static void count(Map<String, int[]> naive, ReviewImage image, int sign) {
    if (image == null || !image.review().effective() || image.review().round() != 1) {
      return;
    }
    Attribution whom = image.attribution();
    List<String> keys = new ArrayList<>(List.of("city " + CITY, "department " + whom.department()));
    keys.add("channel " + image.review().channel().word());
    if (whom.district() != null) {
      keys.add("district " + whom.district());
    }
    if (whom.matter() != null) {
      keys.add("matter " + whom.matter());
      keys.add("department_matter " + whom.department() + "/" + whom.matter());
    }
    whom.staff().forEach(key -> keys.add("staff " + key));
    boolean isDefault = image.review().isDefault();
    boolean bad = image.review().level() <= 2;
    boolean adopted = image.handling().adopted();
    long hour = Math.floorDiv(image.review().eventTime(), 3_600_000L);
    List<String> panes = new ArrayList<>();
    keys.forEach(key -> panes.add(key + " @" + hour));
    List<String> mix = new ArrayList<>();
    if (whom.matter() != null && !isDefault && adopted) {
      // Local days begin at 16:00 UTC.
      String day = " @" + (hour - Math.floorMod(hour + 8, 24));
      if (whom.district() != null) {
        mix.add("district " + whom.district() + " of " + whom.matter() + day);
      }
      whom.staff().forEach(key -> mix.add("staff " + key + " of " + whom.matter() + day));
    }
    mix.forEach(pane -> naive.computeIfAbsent(pane, ignored -> new int[5])[2] += sign);
    for (String pane : panes) {
      int[] counts = naive.computeIfAbsent(pane, ignored -> new int[5]);
      if (isDefault) {
        counts[4] += sign;
        continue;
      }
      counts[0] += sign;
      counts[1] += bad ? sign : 0;
      counts[2] += adopted ? sign : 0;
      counts[3] += bad && adopted ? sign : 0;
    }
  }

  private static String word(PaneDelta delta) {
    String key = PaneDelta.dimension(delta.key).word() + " " + PaneDelta.name(delta.key);
    return delta.matter == null ? key : key + " of " + delta.matter;
  }

  private static void add(Map<String, int[]> given, PaneDelta delta) {
    String pane = word(delta) + " @" + delta.hour;
    int[] counts = given.computeIfAbsent(pane, ignored -> new int[5]);
    counts[0] += delta.reviews;
    counts[1] += delta.bad;
    counts[2] += delta.adopted;
    counts[3] += delta.badAdopted;
    counts[4] += delta.defaults;
  }

  private static Map<String, String> texts(Map<String, int[]> counts) {
    Map<String, String> texts = new TreeMap<>();
    counts.forEach(
        (key, value) -> {
          if (!Arrays.equals(value, new int[5])) {
            texts.put(key, Arrays.toString(value));
          }
        });
    return texts;
  }

  private static Map<String, String> drained(List<ReviewChange> changes) {
    PaneBuffer buffer = new PaneBuffer(CITY, 64);
    changes.forEach(buffer::add);
    Map<String, String> deltas = new TreeMap<>();
    buffer.drain(
        new PaneDelta(),
        delta ->
            deltas.put(
                word(delta),
                Arrays.toString(
                    new int[] {
                      delta.reviews, delta.bad, delta.adopted, delta.badAdopted, delta.defaults
                    })));
    return deltas;
  }

  @Example
  void tooSmallACapacityIsRefusedByName() {
    assertThatThrownBy(() -> new PaneBuffer(CITY, 63))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("capacity 63: at least 64");
  }

  @Example
  void reviewBySoManyStaffThatItAloneOverfillsTheBufferIsCounted() {
    String[] numbers = new String[200];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = "S" + i;
    }
    Told told = Told.live(review("1").own(null, "D1", null).staff(numbers).sent());
    assertThat(drained(told.changes))
        .hasSize(203)
        .containsEntry("staff D1/S199", "[1, 0, 1, 0, 0]");
  }
}
