package haochaping.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a scenario plants is in the feed, and nothing else is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final String POLICE = "11370400HCP0107460";
  private static final String LABOUR = "11370400HCP0111162";
  private static final String TAX = "11370481HCP0273963";
  private static final String CARDS = "11370481HCP026289E";
  private static final String REGISTRATION = "11370481HCP02591354000101004000";

  @TempDir Path folder;

  private record Arrived(Instant arrival, JsonNode record) {
    LocalDate assessed() {
      return LocalDate.parse(record.path("assessTime").asText().substring(0, 10));
    }

    boolean isActive() {
      return record.path("isdefault").asInt() == 0;
    }

    boolean isBad() {
      return record.path("satisfaction").asInt() <= 2;
    }
  }

  private static Anomaly anomaly(Anomaly.Kind kind, int from, int days) {
    return new Anomaly("it", kind, from, days, null, null, null, null, null, null);
  }

  private static CityOptions options(Anomaly... anomalies) {
    return CityOptions.of(5, START, 20, 1_500)
        .withStaff(200)
        .withIrregularShare(0)
        .withBadShare(0.004)
        .withDefaultShare(0.3)
        .withUntil(START.plusDays(60))
        .withScenario(new Scenario(List.of(anomalies)));
  }

  private static Map<Topic, List<Arrived>> feed(CityOptions options) throws IOException {
    Map<Topic, List<Arrived>> feed = new HashMap<>();
    Iterator<FeedEvent> events = CityFeed.history(options);
    while (events.hasNext()) {
      FeedEvent event = events.next();
      feed.computeIfAbsent(event.stream(), topic -> new ArrayList<>())
          .add(new Arrived(event.arrival(), JSON.readTree(event.value())));
    }
    return feed;
  }

  /** First versions of round 1 that somebody wrote, of one day or another. */
  private static List<Arrived> reviews(Map<Topic, List<Arrived>> feed, Predicate<Arrived> which) {
    Set<String> seen = new HashSet<>();
    return feed.get(Topic.REVIEWS).stream()
        .filter(r -> r.record().path("reviewRound").asInt(1) == 1 && r.isActive())
        .filter(which)
        .filter(r -> seen.add(r.record().path("projectNo").asText()))
        .toList();
  }

  private static Predicate<Arrived> in(int from, int days) {
    return r ->
        !r.assessed().isBefore(START.plusDays(from - 1L))
            && r.assessed().isBefore(START.plusDays(from - 1L + days));
  }

  /** Of a case: the field by project. */
  private static Map<String, String> cases(Map<Topic, List<Arrived>> feed, String field) {
    Map<String, String> values = new HashMap<>();
    for (Arrived one : feed.get(Topic.CASES)) {
      values.put(one.record().path("projectNo").asText(), one.record().path(field).asText());
    }
    return values;
  }

  private static double badShare(List<Arrived> reviews) {
    return (double) reviews.stream().filter(Arrived::isBad).count() / reviews.size();
  }

  @Test
  void nothingPlannedIsTheOrdinaryCity() throws IOException {
    Iterator<FeedEvent> ordinary = CityFeed.history(CityOptions.of(5, START, 3, 300));
    Anomaly later =
        new Anomaly("later", Anomaly.Kind.VOLUME_SURGE, 50, 3, null, TAX, null, null, null, 10);
    Iterator<FeedEvent> planned =
        CityFeed.history(
            CityOptions.of(5, START, 3, 300).withScenario(new Scenario(List.of(later))));
    while (ordinary.hasNext()) {
      FeedEvent event = planned.next();
      assertThat(event.value()).isEqualTo(ordinary.next().value());
    }
    assertThat(planned.hasNext()).isFalse();
  }

  @Test
  void moreOfAMemberOfStaffAMatterOrADistrictIsBad() throws IOException {
    Anomaly person =
        new Anomaly(
            "p", Anomaly.Kind.STAFF_GONE_BAD, 8, 10, "SZ0100", null, null, null, 100.0, null);
    Anomaly matter =
        new Anomaly(
            "m", Anomaly.Kind.MATTER_BROKEN, 8, 10, null, null, REGISTRATION, null, 60.0, null);
    Anomaly zone =
        new Anomaly(
            "z", Anomaly.Kind.CLUSTER, 8, 10, null, null, null, List.of("370402"), 40.0, null);
    Map<Topic, List<Arrived>> feed = feed(options(person, matter, zone));
    Map<String, String> staff = cases(feed, "proManagerNo");
    Map<String, String> matters = cases(feed, "taskCode");
    Map<String, String> areas = cases(feed, "areaCode");

    for (Map.Entry<String, Map<String, String>> one :
        Map.of("SZ0100", staff, REGISTRATION, matters, "370402000000", areas).entrySet()) {
      Predicate<Arrived> about =
          r -> one.getKey().equals(one.getValue().get(r.record().path("projectNo").asText()));
      double before = badShare(reviews(feed, in(1, 6).and(about)));
      double during = badShare(reviews(feed, in(9, 9).and(about)));
      assertThat(before).as(one.getKey()).isLessThan(0.05);
      assertThat(during).as(one.getKey()).isGreaterThan(0.1).isGreaterThan(8 * before);
    }
    Predicate<Arrived> elsewhere =
        r -> "370406000000".equals(areas.get(r.record().path("projectNo").asText()));
    assertThat(badShare(reviews(feed, in(8, 10).and(elsewhere)))).isLessThan(0.03);
  }

  @Test
  void brushedReviewsHaveTheirMarks() throws IOException {
    Anomaly template =
        new Anomaly("t", Anomaly.Kind.BRUSHING_TEMPLATE, 5, 4, null, POLICE, null, null, null, 15);
    Anomaly device =
        new Anomaly("d", Anomaly.Kind.BRUSHING_DEVICE, 5, 4, null, LABOUR, null, null, null, 15);
    Anomaly backfill =
        new Anomaly("b", Anomaly.Kind.BRUSHING_BACKFILL, 5, 4, null, TAX, null, null, null, 15);
    Map<Topic, List<Arrived>> feed = feed(options(template, device, backfill));
    Map<String, String> served = cases(feed, "serviceTime");

    List<Arrived> same =
        reviews(
            feed,
            r ->
                r.record().path("evalDetail").asText().equals("510,517")
                    && r.record().path("writingEvaluation").isNull()
                    && lag(r, served) == 30);
    assertThat(same).hasSizeBetween(55, 60);
    assertThat(same).allMatch(r -> r.record().path("satisfaction").asInt() == 5);

    List<Arrived> tablet =
        reviews(feed, r -> r.record().path("deviceId").asText().equals("PAD-9001"));
    assertThat(tablet).hasSize(60);
    List<String> people =
        tablet.stream()
            .map(r -> r.record().path("certKey").asText())
            .filter(key -> !key.isEmpty() && !key.equals("null"))
            .toList();
    assertThat(people).hasSizeGreaterThan(25).doesNotHaveDuplicates();

    LocalDate night = START.plusDays(21);
    List<Arrived> batch =
        reviews(
            feed,
            r ->
                LocalDate.ofInstant(r.arrival(), ZoneOffset.ofHours(8)).equals(night)
                    && Duration.between(assessedAt(r), r.arrival()).toDays() >= 11);
    assertThat(batch).hasSizeGreaterThanOrEqualTo(55);
    assertThat(batch)
        .extracting(r -> r.record().path("updateTime").asText())
        .filteredOn(time -> !time.isEmpty() && !time.equals("null"))
        .hasSizeGreaterThanOrEqualTo(50)
        .allSatisfy(time -> assertThat(time).startsWith(night + " "));
  }

  @Test
  void onePersonIsBehindASeriesOverDepartments() throws IOException {
    Anomaly series =
        new Anomaly("s", Anomaly.Kind.MALICIOUS_SERIES, 6, 4, null, null, null, null, null, 3);
    Map<Topic, List<Arrived>> feed = feed(options(series));
    Map<String, Integer> bad = new HashMap<>();
    Map<String, Set<String>> departments = new HashMap<>();
    Map<String, String> cases = cases(feed, "deptCode");
    for (Arrived review : reviews(feed, r -> r.isBad() && !r.record().path("certKey").isNull())) {
      String key = review.record().path("certKey").asText();
      bad.merge(key, 1, Integer::sum);
      departments
          .computeIfAbsent(key, k -> new HashSet<>())
          .add(cases.get(review.record().path("projectNo").asText()));
    }
    bad.remove("");
    Map.Entry<String, Integer> most =
        bad.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    assertThat(most.getValue()).isEqualTo(12);
    assertThat(departments.get(most.getKey())).hasSizeGreaterThan(4);
  }

  @Test
  void aDepartmentCallsNearlyAllMistakenAndAtOnce() throws IOException {
    Anomaly bias =
        new Anomaly("v", Anomaly.Kind.VERDICT_BIAS, 1, 20, null, CARDS, null, null, 0.9, null);
    Map<Topic, List<Arrived>> feed = feed(options(bias).withBadShare(0.05));
    Map<String, String> departments = cases(feed, "deptCode");
    int[] own = new int[2];
    int[] others = new int[2];
    Set<String> seen = new HashSet<>();
    for (Arrived entry : feed.get(Topic.RECTIFICATIONS)) {
      String project = entry.record().path("projectNo").asText();
      if (!entry.record().path("isMistaken").isNull() && seen.add(project)) {
        int[] counts = CARDS.equals(departments.get(project)) ? own : others;
        counts[0]++;
        counts[1] += entry.record().path("isMistaken").asInt();
      }
    }
    assertThat((double) own[1] / own[0]).isGreaterThan(0.8);
    assertThat((double) others[1] / others[0]).isBetween(0.15, 0.35);
  }

  @Test
  void aSurgeIsOnlyVolume() throws IOException {
    Anomaly surge =
        new Anomaly("u", Anomaly.Kind.VOLUME_SURGE, 6, 3, null, TAX, null, null, null, 2_000);
    Map<Topic, List<Arrived>> feed = feed(options(surge).withBadShare(0.02));
    Map<String, String> departments = cases(feed, "deptCode");
    Predicate<Arrived> tax =
        r -> TAX.equals(departments.get(r.record().path("projectNo").asText()));
    List<Arrived> before = reviews(feed, in(1, 5).and(tax));
    List<Arrived> during = reviews(feed, in(6, 3).and(tax));
    assertThat(during.size()).isGreaterThan(8 * before.size());
    assertThat(badShare(during)).isLessThan(badShare(before) + 0.02);
  }

  @Test
  void theTruthBeginsWithWhatWasPlanned() throws IOException {
    Path city = folder.resolve("city");
    CityFiles.write(
        city,
        CityOptions.of(2020, START, 90, 100).withScenario(Scenario.demo()),
        (day, events) -> {});
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(city.resolve("truth.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    List<JsonNode> plans =
        lines.stream().filter(l -> l.path("kind").asText().equals("anomaly")).toList();
    assertThat(plans).hasSize(Anomaly.Kind.values().length);
    assertThat(plans.get(0).toString())
        .isEqualTo(
            "{\"kind\":\"anomaly\",\"name\":\"一名窗口人员态度变差\",\"anomaly\":\"staff_gone_bad\","
                + "\"from\":\"2026-03-11\",\"to\":\"2026-03-31\",\"finding\":\"CONCENTRATION\","
                + "\"dimension\":\"staff\",\"key\":\""
                + plans.get(0).path("key").asText()
                + "\"}");
    assertThat(plans.get(0).path("key").asText()).endsWith("/SZ0476");
    assertThat(plans.get(1).path("districts").toString()).isEqualTo("[\"370402\",\"370403\"]");
    assertThat(plans.get(8).has("finding")).isFalse();
    assertThat(
            lines.stream()
                .filter(l -> l.path("kind").asText().equals("planted"))
                .filter(l -> l.path("detail").asText().equals("套用模板刷好评")))
        .hasSize(140);
  }

  @Test
  void whatIsWrongWithAScenarioIsToldAtOnce() throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.writeString(
        file,
        """
        anomalies:
          - name: a
            kind: staff_gone_bad
            from: 0
            days: 3
          - name: a
            kind: verdict_bias
            department: D
            from: 1
            days: 1
            ratio: 2
        """);
    assertThatThrownBy(() -> Scenario.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + ": 5 problems in the scenario\n"
                + "  anomaly a: from = 0: a day from 1 on, 1 is the feed's first\n"
                + "  anomaly a: staff: missing; STAFF_GONE_BAD needs it\n"
                + "  anomaly a: ratio: missing; STAFF_GONE_BAD needs it\n"
                + "  anomaly a: ratio = 2.0: above 0, at most 1\n"
                + "  anomaly a: name: taken by another");
    Files.writeString(file, "anomalies:\n  - name: a\n    kidn: cluster\n");
    assertThatThrownBy(() -> Scenario.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": anomalies[0].kidn: no such field; it may have ")
        .hasMessageContaining("per_day");
    Files.writeString(file, "anomalies:\n  - name: a\n    kind: nonsense\n");
    assertThatThrownBy(() -> Scenario.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": anomalies[0].kind: ")
        .hasMessageContaining("nonsense")
        .hasMessageContaining("VOLUME_SURGE");
    Files.writeString(file, "anomalies:\n  - kind: \"cluster\n");
    assertThatThrownBy(() -> Scenario.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": anomalies[0]: while scanning a quoted scalar")
        .hasMessageContaining("line 2, column 11");
    assertThatThrownBy(
            () ->
                CityFeed.history(
                    options(
                        new Anomaly(
                            "x",
                            Anomaly.Kind.STAFF_GONE_BAD,
                            1,
                            1,
                            "SZ9999",
                            null,
                            null,
                            null,
                            2.0,
                            null),
                        new Anomaly(
                            "y",
                            Anomaly.Kind.CLUSTER,
                            1,
                            1,
                            null,
                            null,
                            "M",
                            List.of("999999"),
                            2.0,
                            null))))
        .hasMessage(
            "3 problems between the scenario and the city\n"
                + "  anomaly x: staff SZ9999: the city has SZ0001 to SZ0200\n"
                + "  anomaly y: the city has no matter M\n"
                + "  anomaly y: the city has no district 999999");
    assertThat(anomaly(Anomaly.Kind.VOLUME_SURGE, 1, 1).problems())
        .containsExactly(
            "anomaly it: department: missing; VOLUME_SURGE needs it",
            "anomaly it: per_day: missing; VOLUME_SURGE needs it");
  }

  private static Instant assessedAt(Arrived review) {
    return LocalDateTime.parse(review.record().path("assessTime").asText().replace(' ', 'T'))
        .toInstant(ZoneOffset.ofHours(8));
  }

  private static long lag(Arrived review, Map<String, String> served) {
    String at = served.get(review.record().path("projectNo").asText());
    return at == null
        ? -1
        : Duration.between(
                LocalDateTime.parse(at.replace(' ', 'T')).toInstant(ZoneOffset.ofHours(8)),
                assessedAt(review))
            .toSeconds();
  }
}
