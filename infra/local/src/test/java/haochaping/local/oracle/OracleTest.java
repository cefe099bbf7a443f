package haochaping.local.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.simulate.CityFiles;
import haochaping.simulate.CityOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small feeds with answers worked out by hand. */
class OracleTest {
  private static final Instant INGEST = Instant.parse("2026-05-01T00:00:00Z");

  @TempDir Path folder;
  private RawFolder raw;

  @BeforeEach
  void begin() {
    raw = new RawFolder(folder);
  }

  private List<List<Object>> ask(String query) throws Exception {
    try (Oracle oracle = Oracle.over(folder, INGEST, LocalDate.of(2026, 4, 30))) {
      return oracle.rows(query);
    }
  }

  @Test
  void theNewestUpdateHoldsInWholeAndAnAbsentOneIsOldest() throws Exception {
    raw.review(
            "newest-first", r -> r.put("satisfaction", 1).put("updateTime", "2026-03-05 00:00:00"))
        .review("newest-first", r -> r.put("writingEvaluation", "旧"))
        .review("equal", r -> r.put("satisfaction", 1).put("writingEvaluation", "first"))
        .review("equal", r -> r.put("satisfaction", 2))
        .review("absent-later", r -> r.put("satisfaction", 3))
        .review("absent-later", r -> r.put("satisfaction", 4).remove("updateTime"))
        .review("absent-both", r -> r.put("satisfaction", 3).put("updateTime", ""))
        .review("absent-both", r -> r.put("satisfaction", 4).putNull("updateTime"))
        .review("unreadable", r -> r.put("satisfaction", 3))
        .review(
            "unreadable", r -> r.put("satisfaction", 4).put("updateTime", "2026-03-99 00:00:00"));

    assertThat(ask("SELECT review_id, level, text, flags FROM reviews ORDER BY 1"))
        .containsExactly(
            Arrays.asList("zz/absent-both/1/1", 4, null, List.of()),
            Arrays.asList("zz/absent-later/1/1", 3, null, List.of()),
            Arrays.asList("zz/equal/1/1", 2, null, List.of("NO_TAG_NO_TEXT")),
            Arrays.asList("zz/newest-first/1/1", 1, null, List.of("NO_TAG_NO_TEXT")),
            Arrays.asList("zz/unreadable/1/1", 3, null, List.of()));
  }

  @Test
  void attributionTakesTheExactStageThenTheNewestThenTheReviewsOwnDepartment() throws Exception {
    raw.service("p")
        .service("p", r -> stage(r, "2", "D2", "2026-03-01 09:00:00"))
        .service("q", r -> stage(r, "1", "D1", "2026-03-02 09:00:00"))
        .service("q", r -> stage(r, "10", "D10", "2026-03-03 09:00:00"))
        .service("q", r -> stage(r, "9", "D9", "2026-03-03 09:00:00"))
        .review("p", r -> r.put("assessNumber", "2").put("deptCode", "OWN"))
        .review("q", r -> r.put("assessNumber", "7"))
        .review("own", r -> own(r).put("winuserno", "S"))
        .review("area-alone", r -> r.put("areaCode", "370403000000").put("winuserno", "S"));

    assertThat(
            ask(
                "SELECT review_id, district, department, matter, staff, has_case FROM reviews"
                    + " ORDER BY 1"))
        .containsExactly(
            Arrays.asList("zz/area-alone/1/1", null, "unattributed", null, List.of(), false),
            List.of("zz/own/1/1", "370403", "OWN", "OT", List.of("OWN/S"), false),
            List.of("zz/p/2/1", "370402", "D2", "T", List.of("D2/M"), true),
            // Of two newest stages the one whose number is greater as text: "9" > "10".
            List.of("zz/q/7/1", "370402", "D9", "T", List.of("D9/M"), true));
  }

  @Test
  void staffOfTheReviewGoBeforeTheStagesAndCountOnceEach() throws Exception {
    raw.service("list")
        .service("text")
        .service("none")
        .service("nobody", r -> r.remove("proManagerNo"))
        .review("list", r -> r.putArray("winuserno").add("B").add(" A ").add("B"))
        .review("text", r -> r.put("winuserno", " A, ,C").put("satisfaction", 2))
        .review("none", r -> r.put("winusername", "王芳").putArray("winuserno"))
        .review("nobody");

    assertThat(ask("SELECT review_id, staff FROM reviews ORDER BY 1"))
        .containsExactly(
            List.of("zz/list/1/1", List.of("D/A", "D/B")),
            List.of("zz/nobody/1/1", List.of()),
            List.of("zz/none/1/1", List.of("D/M")),
            List.of("zz/text/1/1", List.of("D/A", "D/C")));
    assertThat(rates("1d", "2026-03-03", "staff", "department"))
        .containsExactly(
            List.of("department", "D", 4L, 1L),
            List.of("staff", "D/A", 2L, 1L),
            List.of("staff", "D/B", 1L, 0L),
            List.of("staff", "D/C", 1L, 1L),
            List.of("staff", "D/M", 1L, 0L));
  }

  @Test
  void aWithdrawnReviewIsNowhereUntilItReturns() throws Exception {
    raw.review("gone")
        .review("gone", r -> r.put("effective", "0").put("updateTime", "2026-03-05 00:00:00"))
        .review("back")
        .review("back", r -> r.put("effective", 1).put("updateTime", "2026-03-06 00:00:00"))
        .review("back", r -> r.put("effective", 0).put("updateTime", "2026-03-05 00:00:00"));

    assertThat(ask("SELECT review_id FROM reviews")).containsExactly(List.of("zz/back/1/1"));
    assertThat(rates("1d", "2026-03-03", "city"))
        .containsExactly(List.of("city", "370400", 1L, 0L));
  }

  @Test
  void ledgerAndVerdictStandBesideEachOther() throws Exception {
    for (String project :
        List.of("both", "ledger", "malicious", "unconfirmed", "lifted", "reversed", "overruled")) {
      raw.review(project, r -> r.put("satisfaction", 1).put("evalDetail", "115"));
    }
    raw.ledger("both", r -> r.put("isMistaken", 1))
        .verdict("both")
        .ledger("ledger", r -> r.put("isMistaken", "1"))
        .verdict("ledger", r -> r.put("verdict", "adopted"))
        .ledger("malicious", r -> r.put("isMalicious", 1).put("maliciousConfirmed", 1))
        .ledger("unconfirmed", r -> r.put("isMalicious", 1).put("maliciousConfirmed", 0))
        .ledger("lifted", r -> r.put("isMistaken", 0).put("updateTime", "2026-03-09 00:00:00"))
        .ledger("lifted", r -> r.put("isMistaken", 1))
        .verdict(
            "reversed", r -> r.put("verdict", "adopted").put("updateTime", "2026-03-20 00:00:00"))
        .verdict("reversed")
        .ledger("overruled", r -> r.put("isMistaken", 0))
        .verdict("overruled");

    assertThat(
            ask("SELECT split_part(review_id, '/', 2), verdict, adopted FROM reviews ORDER BY 1"))
        .containsExactly(
            List.of("both", "mistaken", false),
            List.of("ledger", "mistaken", false),
            Arrays.asList("lifted", null, true),
            List.of("malicious", "malicious", false),
            List.of("overruled", "not_adopted", false),
            List.of("reversed", "adopted", true),
            Arrays.asList("unconfirmed", null, true));
    assertThat(
            ask(
                "SELECT reviews, bad, adopted, bad_adopted, rate, rate_adopted FROM rates_history"
                    + " WHERE dimension = 'city' AND \"window\" = '1d'"))
        .containsExactly(List.of(7L, 7L, 3L, 3L, 1.0, 1.0));
  }

  @Test
  void aRateWithoutReviewsIsNull() throws Exception {
    raw.service("p").review("p", r -> r.put("satisfaction", 2).put("evalDetail", "213"));
    raw.verdict("p");

    assertThat(
            ask(
                "SELECT reviews, adopted, rate, rate_adopted FROM rates_history WHERE dimension ="
                    + " 'matter' AND \"window\" = '1d'"))
        .containsExactly(Arrays.asList(1L, 0L, 1.0, null));
  }

  @Test
  void theSecondRoundIsShownAndNotCounted() throws Exception {
    raw.review("p", r -> r.put("satisfaction", 1).put("evalDetail", "115").remove("reviewRound"))
        .review("p", r -> r.put("reviewRound", "2").put("assessTime", "2026-03-09 10:00:00"))
        // Without a round it is the first round's.
        .verdict("p");

    assertThat(ask("SELECT review_id, review_round, adopted FROM reviews ORDER BY 1"))
        .containsExactly(List.of("zz/p/1/1", 1, false), List.of("zz/p/1/2", 2, true));
    assertThat(
            ask(
                "SELECT sum(reviews) FROM rates_history WHERE \"window\" = '1d' AND dimension = 'city'"))
        .hasToString("[[1]]");
  }

  @Test
  void aDefaultIsInNoRateWhateverItsVerdict() throws Exception {
    raw.service("p", r -> r.put("proChannel", 1))
        .review("p", r -> r.put("pf", "07").put("isdefault", 0))
        .verdict("p")
        .review("q", r -> r.put("isdefault", 1).put("satisfaction", 1).put("evalDetail", "115"));

    assertThat(
            ask(
                "SELECT review_id, is_default, channel, mode, adopted, verdict FROM reviews ORDER BY 1"))
        .containsExactly(
            List.of("zz/p/1/1", true, "default", "matter", false, "not_adopted"),
            Arrays.asList("zz/q/1/1", true, "tablet", "visit", true, null));
    assertThat(
            ask(
                "SELECT reviews, bad, adopted, bad_adopted, defaults, rate FROM rates_history"
                    + " WHERE dimension = 'city' AND \"window\" = '7d' AND as_of = '2026-03-09'"))
        .containsExactly(Arrays.asList(0L, 0L, 0L, 0L, 2L, null));
  }

  @Test
  void windowsAreHalfOpenAndAQuarterIsThatOfTheClosedDay() throws Exception {
    raw.review("eve", r -> r.put("assessTime", "2026-03-31 23:59:59"))
        .review("midnight", r -> r.put("assessTime", "2026-04-01 00:00:00"))
        .review("open-end", r -> r.put("assessTime", "2026-05-01 00:00:00"));

    String city =
        "SELECT as_of, reviews FROM rates_history WHERE dimension = 'city' AND \"window\" = ";
    assertThat(ask(city + "'1d' ORDER BY 1"))
        .containsExactly(List.of(close(4, 1), 1L), List.of(close(4, 2), 1L));
    assertThat(ask(city + "'qtd' AND as_of <= '2026-04-03' ORDER BY 1"))
        .containsExactly(
            List.of(close(4, 1), 1L), List.of(close(4, 2), 1L), List.of(close(4, 3), 1L));
    // In until the close of the seventh day.
    assertThat(ask(city + "'7d' ORDER BY 1"))
        .hasSize(8)
        .startsWith(List.of(close(4, 1), 1L), List.of(close(4, 2), 2L))
        .endsWith(List.of(close(4, 7), 2L), List.of(close(4, 8), 1L));
    assertThat(ask(city + "'30d' ORDER BY 1 DESC LIMIT 2"))
        .containsExactly(List.of(close(5, 1), 1L), List.of(close(4, 30), 2L));
  }

  @Test
  void aServiceIsReviewedOnlyAtExactlyItsStage() throws Exception {
    raw.service("active")
        .service("default")
        .service("other-stage")
        .service("withdrawn")
        .service("second-round")
        .service("waiting", r -> r.put("proStatus", 1))
        .service("silent", r -> r.remove("proStatus"))
        .service(
            "tomorrow", r -> r.put("serviceTime", "2026-03-03 00:00:00").remove("proManagerNo"))
        .review("active", r -> r.put("assessTime", "2026-03-09 10:00:00"))
        .review("default", r -> r.put("isdefault", 1))
        .review("other-stage", r -> r.put("assessNumber", "2"))
        .review("withdrawn", r -> r.put("effective", 0))
        .review("second-round", r -> r.put("reviewRound", 2))
        .review("waiting");

    assertThat(
            ask(
                "SELECT day, dimension, key, services, reviewed, active, defaults FROM"
                    + " participation WHERE dimension IN ('district', 'staff') ORDER BY 1, 2"))
        .containsExactly(
            List.of(LocalDate.of(2026, 3, 2), "district", "370402", 6L, 2L, 1L, 1L),
            List.of(LocalDate.of(2026, 3, 2), "staff", "D/M", 6L, 2L, 1L, 1L),
            List.of(LocalDate.of(2026, 3, 3), "district", "370402", 1L, 0L, 0L, 0L));
  }

  @Test
  void theHighTechZoneIsADistrictAndAnUnknownAreaKeepsItsDigits() throws Exception {
    raw.service("zone", r -> r.put("areaCode", "370499000000"))
        .service("far", r -> r.put("areaCode", "371102999000"))
        .review("zone", r -> r.remove("pf"))
        .review("far", r -> r.put("pf", "1"));

    assertThat(ask("SELECT district, channel, mode FROM reviews ORDER BY 1"))
        .containsExactly(List.of("370499", "other", "visit"), List.of("371102", "pc", "matter"));
  }

  @Test
  void flagsAreTheReviewsOwn() throws Exception {
    raw.service(
            "late", r -> r.put("serviceTime", "2026-03-02 10:00:01").put("taskCode", "00000000"))
        .review("late")
        .review("uscc", r -> own(r).put("deptCode", "11370402MB2857833P"))
        .review("bad-uscc", r -> own(r).put("deptCode", "11370402MB2857833Q"))
        .review("self-built", r -> r.put("taskCode", "X00000000Y"))
        .review("tags", r -> r.put("evalDetail", "510, 213,999"))
        .review("person", r -> r.put("userProp", 8).put("userName", "无"))
        .review("zero", r -> r.put("certKey", "0"))
        .review("real", r -> r.put("certKey", "110101199003070011"))
        .review("unreal", r -> r.put("certKey", "110101199003070012"))
        .review("company", r -> r.put("certKey", "91370400MA3C00000X"))
        .review("object", r -> r.put("satisfaction", 1).putObject("writingEvaluation").put("a", 1));

    assertThat(
            ask("SELECT split_part(review_id, '/', 2), flags, real_name FROM reviews ORDER BY 1"))
        .containsExactly(
            List.of("bad-uscc", List.of("BAD_USCC"), false),
            List.of("company", List.of(), true),
            List.of("late", List.of("REVIEW_BEFORE_SERVICE"), false),
            List.of("object", List.of("NO_TAG_NO_TEXT"), false),
            List.of("person", List.of("PLACEHOLDER_IDENTITY", "UNKNOWN_CODE"), false),
            List.of("real", List.of(), true),
            List.of("self-built", List.of("SELF_BUILT_ITEM"), false),
            List.of("tags", List.of("TAG_LEVEL_MISMATCH", "UNKNOWN_TAG"), false),
            List.of("unreal", List.of("PLACEHOLDER_IDENTITY"), false),
            List.of("uscc", List.of(), false),
            List.of("zero", List.of("PLACEHOLDER_IDENTITY"), false));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("MISSING_FIELD", r -> r.putNull("projectNo").put("satisfaction", 9)),
        fault("MISSING_FIELD", r -> r.putObject("dataSource")),
        fault("INVALID_ID", r -> r.put("projectNo", "7".repeat(65)).put("satisfaction", 9)),
        fault("INVALID_ID", r -> r.put("assessNumber", "1\0")),
        fault("INVALID_LEVEL", r -> r.put("satisfaction", 4.0).put("assessTime", "x")),
        fault("INVALID_LEVEL", r -> r.put("satisfaction", "五")),
        fault("INVALID_TIME", r -> r.put("assessTime", "2026-02-30 10:00:00").put("pf", 9)),
        fault("INVALID_TIME", r -> r.put("assessTime", "1999-12-31 23:59:59")),
        fault("INVALID_TIME", r -> r.put("assessTime", "2026-03-02T10:00:00")),
        fault("FUTURE_TIME", r -> r.put("assessTime", "2026-05-02 08:00:01").put("pf", 9)),
        fault("INVALID_CODE", r -> r.put("pf", true)),
        fault("INVALID_CODE", r -> r.put("reviewRound", 3)),
        fault(null, r -> r.put("assessTime", "2026-05-02 08:00:00")),
        fault(null, r -> r.put("assessTime", "2000-01-01 00:00:00")),
        fault(null, r -> r.put("projectNo", "7".repeat(64)).put("satisfaction", "05")),
        fault(null, r -> r.put("evalDetail", "no such tag").put("userProp", "x")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theFirstFaultOfARecordNamesItsRejection(String code, Consumer<ObjectNode> change)
      throws Exception {
    raw.review("p", change);

    List<List<Object>> rejections = ask("SELECT stream, code, n FROM rejections");

    assertThat(rejections)
        .isEqualTo(code == null ? List.of() : List.of(List.of("reviews", code, 1L)));
  }

  @Test
  void aRepeatEqualsTheRecordInForceWhateverItsSpelling() throws Exception {
    raw.review("p")
        .review("p", r -> r.put("satisfaction", "5").put("unknown", 1).putNull("winname"))
        .review("p", r -> r.put("satisfaction", 4).put("updateTime", "2026-03-05 00:00:00"))
        // Equal to an older one, not to the one in force.
        .review("p")
        .review("p", r -> r.put("satisfaction", 4).put("updateTime", "2026-03-05 00:00:00"))
        .review("p", r -> r.put("satisfaction", 9))
        .verdict("p")
        .verdict("p");

    assertThat(ask("SELECT stream, n FROM repeats ORDER BY 1"))
        .containsExactly(
            List.of("cases", 0L),
            List.of("rectifications", 0L),
            List.of("reviews", 2L),
            List.of("verdicts", 1L));
  }

  @Test
  void halfCharactersAndControlCharactersInTextAreRead() throws Exception {
    raw.line(
        "reviews",
        "{\"dataSource\":\"zz\",\"projectNo\":\"p\",\"assessNumber\":\"1\",\"satisfaction\":5,\"assessTime\":\"2026-03-02 10:00:00\",\"writingEvaluation\":\"a\\ud800b\\u0007\\u202e\"}"
            .getBytes(UTF_8));

    assertThat(ask("SELECT text FROM reviews")).containsExactly(List.of("a?b\u0007\u202E"));
  }

  static Stream<Arguments> malformed() {
    String sixteen = "{\"a\":".repeat(15) + "{}" + "}".repeat(15);
    String whole = "{\"a\":\"%s\"}";
    return Stream.of(
        Arguments.of(bytes("{}"), true),
        Arguments.of(bytes(" {\"a\":1}\r"), true),
        Arguments.of(bytes(sixteen), true),
        Arguments.of(bytes("{\"a\":" + sixteen + "}"), false),
        Arguments.of(bytes("{\"a\":[" + sixteen.substring(5, sixteen.length() - 1) + "]}"), false),
        Arguments.of(bytes(whole.formatted("x".repeat(65_536 - 8))), true),
        Arguments.of(bytes(whole.formatted("x".repeat(65_537 - 8))), false),
        Arguments.of(bytes(""), false),
        Arguments.of(bytes("   "), false),
        Arguments.of(bytes("\uFEFF{}"), false),
        Arguments.of(bytes("{} x"), false),
        Arguments.of(bytes("{}{}"), false),
        Arguments.of(bytes("[{}]"), false),
        Arguments.of(bytes("null"), false),
        Arguments.of(bytes("{\"a\":NaN}"), false),
        Arguments.of(bytes("{\"a\":01}"), false),
        Arguments.of(bytes("{\"a\":\"\t\"}"), false),
        Arguments.of(bytes("{\"a\":1,}"), false),
        Arguments.of(bytes("{'a':1}"), false),
        Arguments.of(bytes("{\"a\":\"\\ud800\"}"), true),
        Arguments.of(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, false),
        Arguments.of(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}, false),
        Arguments.of(
            new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
            false));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void onlyOneObjectOfModestDepthAndSizeIsRead(byte[] value, boolean read) {
    assertThat(RawLines.objectOrNull(value) != null).isEqualTo(read);
  }

  @Test
  void everyFaultThatTheSimulatedCityPlantsIsRejectedUnderItsCode() throws Exception {
    CityOptions options =
        CityOptions.of(5, LocalDate.of(2026, 1, 1), 20, 250).withIrregularShare(0.1);
    CityFiles.write(folder, options, (day, events) -> {});

    assertThat(
            ask(
                """
                SELECT stream, code, planted.n, rejections.n
                FROM (SELECT stream, code, count(*) AS n FROM read_json('%s')
                      WHERE code IS NOT NULL GROUP BY ALL) AS planted
                FULL JOIN rejections USING (stream, code)
                WHERE planted.n IS DISTINCT FROM rejections.n"""
                    .formatted(folder.resolve("truth.jsonl"))))
        .isEmpty();
  }

  private List<List<Object>> rates(String window, String asOf, String... dimensions)
      throws Exception {
    return ask(
        "SELECT dimension, key, reviews, bad FROM rates_history WHERE \"window\" = '%s' AND as_of = '%s' AND dimension IN ('%s') ORDER BY ALL"
            .formatted(window, asOf, String.join("', '", dimensions)));
  }

  private static LocalDateTime close(int month, int day) {
    return LocalDateTime.of(2026, month, day, 0, 0);
  }

  private static void stage(ObjectNode record, String number, String department, String time) {
    record.put("serviceNumber", number).put("deptCode", department).put("serviceTime", time);
  }

  private static ObjectNode own(ObjectNode record) {
    return record.put("areaCode", "370403000000").put("deptCode", "OWN").put("taskCode", "OT");
  }

  private static Arguments fault(String code, Consumer<ObjectNode> change) {
    return Arguments.of(code, change);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
