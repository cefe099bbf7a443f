package haochaping.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CityFeedTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Test
  void equalOptionsGiveEqualBytesAndAnotherSeedOthers() throws Exception {
    CityOptions options = CityOptions.of(11, START, 10, 300).withIrregularShare(0.05);

    String digest = digest(options);

    assertThat(digest(options)).isEqualTo(digest);
    assertThat(digest(CityOptions.of(12, START, 10, 300).withIrregularShare(0.05)))
        .isNotEqualTo(digest);
  }

  @Test
  void eventsComeInOrderOfArrivalUntilTheCut() {
    CityOptions options = CityOptions.of(3, START, 20, 400).withUntil(LocalDate.of(2026, 2, 15));
    Iterator<FeedEvent> feed = CityFeed.history(options);
    Instant latest = Instant.MIN;
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      assertThat(event.arrival()).isAfterOrEqualTo(latest);
      latest = event.arrival();
    }

    assertThat(latest).isBefore(Instant.parse("2026-02-14T16:00:00Z"));
    assertThat(latest).isAfter(Instant.parse("2026-02-10T00:00:00Z"));
  }

  /** Counts over a large city against the published mix; bounds are six standard deviations. */
  @Test
  void reviewsHaveThePublishedMix() {
    Map<Integer, Integer> levels = new HashMap<>();
    int active = 0;
    int defaults = 0;
    CityOptions options =
        CityOptions.of(2, START, 28, 20_000)
            .withBadShare(0.02)
            .withIrregularShare(0)
            .withUntil(LocalDate.of(2026, 2, 15));
    Set<String> seen = new HashSet<>();
    Iterator<FeedEvent> feed = CityFeed.history(options);
    int services = 0;
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      String text = event.stream() == Topic.REVIEWS ? ascii(event.value()) : "";
      if (event.stream() == Topic.CASES && seen.add(event.key())) {
        services++;
      }
      if (event.stream() != Topic.REVIEWS
          || text.contains("\"reviewRound\":2")
          || text.contains("\"assessNumber\":\"2\"")
          || !seen.add("review " + event.key())) {
        continue;
      }
      if (text.contains("\"isdefault\":1")) {
        defaults++;
      } else {
        active++;
        levels.merge(text.charAt(text.indexOf("\"satisfaction\":") + 15) - '0', 1, Integer::sum);
      }
    }
    int all = active + defaults;
    int bad = levels.get(1) + levels.get(2);
    int good = active - bad;

    assertThat(services).isCloseTo(560_000, within(10_000));
    assertShare(all, services, 0.9 / 0.992, 0); // 0.8 % of services have no case
    assertShare(defaults, all, 0.77, 0);
    // The factors of staff make a unit's reviews alike: the spread is a little over binomial.
    assertShare(bad, active, 0.02, 0.001);
    assertShare(levels.get(1), bad, 613.0 / 791, 0);
    double goods = 5_265_520 + 23_409 + 22_773;
    assertShare(levels.get(4), good, 23_409 / goods, 0);
    assertShare(levels.get(3), good, 22_773 / goods, 0);
  }

  @Test
  void badReviewsGatherInSomeDepartments() throws IOException {
    Map<String, int[]> departments = new HashMap<>();
    Map<String, String> owners = new HashMap<>();
    Iterator<FeedEvent> feed =
        CityFeed.history(
            CityOptions.of(2, START, 28, 3_000)
                .withDefaultShare(0)
                .withBadShare(0.02)
                .withIrregularShare(0));
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      if (event.stream() == Topic.CASES) {
        owners.putIfAbsent(event.key(), JSON.readTree(event.value()).get("deptCode").asText());
      } else if (event.stream() == Topic.REVIEWS && owners.containsKey(event.key())) {
        int[] counts = departments.computeIfAbsent(owners.get(event.key()), d -> new int[2]);
        counts[0]++;
        counts[1] += JSON.readTree(event.value()).get("satisfaction").asInt() <= 2 ? 1 : 0;
      }
    }
    // Equal departments would give a chi-square of about their number, 53; 110 has p < 1e-5.
    int reviews = departments.values().stream().mapToInt(c -> c[0]).sum();
    int bad = departments.values().stream().mapToInt(c -> c[1]).sum();
    double chiSquare =
        departments.values().stream()
            .mapToDouble(
                c -> {
                  double expected = (double) c[0] * bad / reviews;
                  return (c[1] - expected) * (c[1] - expected) / expected;
                })
            .sum();

    assertThat(chiSquare).isGreaterThan(110);
  }

  @Test
  void aWeekHasItsRhythm() {
    Map<Integer, Integer> days = new HashMap<>();
    int night = 0;
    int all = 0;
    Iterator<FeedEvent> feed =
        CityFeed.history(
            CityOptions.of(4, LocalDate.of(2026, 1, 5), 7, 5_000).withIrregularShare(0));
    Set<String> seen = new HashSet<>();
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      if (event.stream() == Topic.CASES && seen.add(event.key())) {
        String text = ascii(event.value());
        int at = text.indexOf("\"serviceTime\":\"") + 15;
        days.merge(
            LocalDate.parse(text.substring(at, at + 10)).getDayOfWeek().getValue(),
            1,
            Integer::sum);
        int hour = Integer.parseInt(text.substring(at + 11, at + 13));
        night += hour < 6 ? 1 : 0;
        all++;
      }
    }

    assertThat((double) days.get(1) / days.get(6)).isBetween(3.6, 4.7);
    assertThat((double) night / all).isBetween(0.001, 0.02);
  }

  @Test
  void reviewsComeBeforeTheirCasesAndRecordsComeTwiceAndLate() throws IOException {
    Set<String> cases = new HashSet<>();
    Set<String> values = new HashSet<>();
    int early = 0;
    int repeated = 0;
    int daysLate = 0;
    Set<String> words = new HashSet<>();
    Iterator<FeedEvent> feed =
        CityFeed.history(
            CityOptions.of(6, START, 60, 400).withIrregularShare(0).withBadShare(0.05));
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      JsonNode record = JSON.readTree(event.value());
      if (event.stream() == Topic.CASES) {
        cases.add(event.key());
      } else if (event.stream() == Topic.REVIEWS) {
        early += cases.contains(event.key()) ? 0 : 1;
        words.add("effective " + record.get("effective").asInt());
        words.add("round " + record.path("reviewRound").asInt(1));
        LocalDateTime assessed = LocalDateTime.parse(record.get("assessTime").asText(), TIME);
        Duration late =
            Duration.between(assessed, LocalDateTime.ofInstant(event.arrival(), CityFeed.ZONE));
        daysLate += late.toHours() > 24 && !record.get("updateTime").isNull() ? 1 : 0;
      } else if (event.stream() == Topic.RECTIFICATIONS) {
        words.add("status " + record.get("rectifyStatus").asInt());
        words.add("mistaken " + record.get("isMistaken").asInt());
        words.add(
            "malicious "
                + record.get("isMalicious").asInt()
                + record.get("maliciousConfirmed").asInt());
      } else {
        words.add(record.get("verdict").asText());
      }
      repeated += values.add(ascii(event.value())) ? 0 : 1;
    }

    assertThat(early).isPositive();
    assertThat(repeated).isPositive();
    assertThat(daysLate).isPositive();
    assertThat(words)
        .contains("effective 0", "effective 1", "round 1", "round 2")
        .contains("status 0", "status 1", "status 2", "status 3", "mistaken 0", "mistaken 1")
        .contains("malicious 00", "malicious 10", "malicious 11", "not_adopted", "adopted");
  }

  @Test
  void everyIrregularityHasItsTurn() {
    Set<String> planted = new HashSet<>();
    CityFeed.History feed =
        new CityFeed.History(
            CityOptions.of(8, START, 40, 400)
                .withIrregularShare(0.05)
                .withUntil(START.plusDays(60)));
    Set<String> codes = new HashSet<>();
    while (feed.hasNext()) {
      feed.next();
      Fact fact = feed.fact();
      if (fact != null && fact.kind().equals("irregular")) {
        planted.add(fact.stream() + " " + fact.code() + " " + fact.detail());
        codes.add(String.valueOf(fact.code()));
      }
    }

    assertThat(planted)
        .containsAll(
            Irregularities.catalogue().stream()
                .map(odd -> odd.stream() + " " + odd.code() + " " + odd.name())
                .collect(Collectors.toSet()));
    assertThat(codes)
        .containsExactlyInAnyOrder(
            "null",
            "MALFORMED",
            "UNKNOWN_SOURCE",
            "MISSING_FIELD",
            "INVALID_ID",
            "INVALID_LEVEL",
            "INVALID_TIME",
            "FUTURE_TIME",
            "INVALID_CODE");
  }

  @Test
  void theCatalogueBeginsWithSomethingOfEveryCode() {
    assertThat(
            Irregularities.catalogue().stream()
                .limit(12)
                .map(odd -> String.valueOf(odd.code()))
                .collect(Collectors.toSet()))
        .hasSize(9);
  }

  @Test
  void withoutIrregularsEveryRecordIsWhole() throws IOException {
    Iterator<FeedEvent> feed =
        CityFeed.history(CityOptions.of(9, START, 5, 300).withIrregularShare(0));
    int n = 0;
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      assertThat(event.source()).isNull();
      assertThat(JSON.readTree(event.value()).get("projectNo").asText()).isEqualTo(event.key());
      n++;
    }

    assertThat(n).isGreaterThan(1_500);
  }

  @Test
  void noRecordIsDatedAfterItsArrivalButTheOnesMeantToBe() throws IOException {
    CityOptions options =
        CityOptions.of(13, START, 20, 300).withBadShare(0.1).withIrregularShare(0.05);
    assertDated(CityFeed.history(options), Integer.MAX_VALUE);
    assertDated(CityFeed.live(options, Instant.parse("2026-03-01T00:00:00Z"), 20), 30_000);
  }

  private static void assertDated(Iterator<FeedEvent> feed, int limit) throws IOException {
    for (int i = 0; i < limit && feed.hasNext(); i++) {
      FeedEvent event = feed.next();
      String text = new String(event.value(), StandardCharsets.UTF_8);
      // Seconds are cut, so a record may be one ahead.
      LocalDateTime latest = LocalDateTime.ofInstant(event.arrival().plusSeconds(1), CityFeed.ZONE);
      Matcher times =
          Pattern.compile(
                  "\"(?:update|assess|service|callback|rectify)Time\":\"(20[0-8][^\"]{16})\"")
              .matcher(text);
      // Times that are no times are another test's.
      while (times.find()) {
        if (!text.contains("02-30")
            && times.group(1).matches("[-0-9]{10} [01][0-9]:[0-5][0-9]:[0-5][0-9]")) {
          assertThat(LocalDateTime.parse(times.group(1), TIME)).as(text).isBeforeOrEqualTo(latest);
        }
      }
    }
  }

  @Test
  void aLiveFeedIsEvenAndOfItsOwnTimeAndIds() throws IOException {
    CityOptions options = CityOptions.of(10, START, 5, 300).withIrregularShare(0);
    Set<String> past = keys(CityFeed.history(options), event -> true, 20_000);
    Instant start = Instant.parse("2026-01-03T19:00:00Z"); // 3 in the morning
    Iterator<FeedEvent> feed = CityFeed.live(options, start, 50);
    EnumSet<Topic> streams = EnumSet.noneOf(Topic.class);
    Duration farthest = Duration.ZERO;
    Instant arrival = start;
    for (int i = 0; i < 50 * 1_200; i++) {
      FeedEvent event = feed.next();
      arrival = event.arrival();
      assertThat(arrival).isCloseTo(start.plusMillis(20L * i), within(1, ChronoUnit.MILLIS));
      assertThat(past).doesNotContain(event.key());
      streams.add(event.stream());
      if (event.stream() == Topic.REVIEWS) {
        LocalDateTime assessed =
            LocalDateTime.parse(JSON.readTree(event.value()).get("assessTime").asText(), TIME);
        Duration off =
            Duration.between(assessed, LocalDateTime.ofInstant(arrival, CityFeed.ZONE)).abs();
        farthest = off.compareTo(farthest) > 0 ? off : farthest;
      }
    }

    assertThat(streams).contains(Topic.CASES, Topic.REVIEWS, Topic.RECTIFICATIONS);
    // A withdrawal repeats the review's own time, ten days (ten minutes here) after it.
    assertThat(farthest).isLessThan(Duration.ofMinutes(25));
    assertThat(arrival).isEqualTo(start.plusMillis(20L * 59_999));
    Iterator<FeedEvent> later = CityFeed.live(options, start.plusSeconds(1), 50);
    Set<String> first = keys(CityFeed.live(options, start, 50), event -> true, 1_000);
    assertThat(keys(later, event -> true, 1_000)).doesNotContainAnyElementsOf(first);
  }

  private static Set<String> keys(Iterator<FeedEvent> feed, Predicate<FeedEvent> which, int limit) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < limit && feed.hasNext(); i++) {
      FeedEvent event = feed.next();
      if (which.test(event)) {
        keys.add(event.key());
      }
    }
    return keys;
  }

  /** Within the share's binomial error six times over, and what else is known to move it. */
  private static void assertShare(int part, int whole, double share, double more) {
    double bound =
        6 * Math.sqrt(share * (1 - share) / whole) + more + (more > 0 ? share * 0.01 : 0);
    assertThat((double) part / whole).isCloseTo(share, within(bound));
  }

  private static String ascii(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static String digest(CityOptions options) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Iterator<FeedEvent> feed = CityFeed.history(options);
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      digest.update(event.stream().word().getBytes(StandardCharsets.UTF_8));
      digest.update(event.arrival().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(event.value());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
