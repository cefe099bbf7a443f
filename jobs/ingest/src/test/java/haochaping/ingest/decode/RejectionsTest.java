package haochaping.ingest.decode;

import static haochaping.platform.ErrorCode.FUTURE_TIME;
import static haochaping.platform.ErrorCode.INVALID_CODE;
import static haochaping.platform.ErrorCode.INVALID_ID;
import static haochaping.platform.ErrorCode.INVALID_LEVEL;
import static haochaping.platform.ErrorCode.INVALID_TIME;
import static haochaping.platform.ErrorCode.MISSING_FIELD;
import static haochaping.platform.ErrorCode.UNKNOWN_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.Stream;
import haochaping.ingest.Intake;
import haochaping.ingest.Rejection;
import haochaping.platform.ErrorCode;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of rejections, row by row, and its order. */
class RejectionsTest {

  @Test
  void headerThatNamesNoProfileIsRefused() {
    Rejection rejection = Sent.decode(Stream.REVIEWS, "nobody", Sent.review()).rejection();
    assertThat(rejection.code()).isEqualTo(UNKNOWN_SOURCE);
    assertThat(rejection.source()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "paper", "comprehensive", "nhs-fft"})
  void profileWithoutTheStreamIsRefused(String profile) {
    Rejection rejection = Sent.decode(Stream.CASES, profile, Sent.stage()).rejection();
    assertThat(rejection.code()).isEqualTo(UNKNOWN_SOURCE);
    assertThat(rejection.detail()).isEqualTo("profile " + profile + " has no cases");
  }

  @ParameterizedTest
  @CsvSource({
    "CASES, dataSource projectNo serviceNumber areaCode deptCode taskCode serviceTime",
    "REVIEWS, dataSource projectNo assessNumber satisfaction assessTime",
    "RECTIFICATIONS, dataSource projectNo assessNumber updateTime",
    "VERDICTS, dataSource projectNo assessNumber verdict reason by updateTime"
  })
  void everyRequiredFieldIsAndTheDetailNamesIt(Stream stream, String names) {
    for (String name : names.split(" ")) {
      for (ObjectNode sent :
          List.of(
              (ObjectNode) Sent.sample(stream).without(name),
              Sent.sample(stream).putNull(name),
              Sent.sample(stream).put(name, ""))) {
        Rejection rejection = Sent.province(stream, sent).rejection();
        assertThat(rejection.code()).as(name).isEqualTo(MISSING_FIELD);
        assertThat(rejection.detail()).isEqualTo(name);
        assertThat(rejection.source()).isEqualTo(name.equals("dataSource") ? "unknown" : "zz-zwfw");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CASES, serviceName orgName taskType taskHandleItem taskName projectName proStatus acceptDate"
        + " resultDate promiseDay promiseType promiseTime proChannel proManager proManagerNo"
        + " userProp userName certKey mobile handleUserName updateTime",
    "REVIEWS, reviewRound pf evalDetail writingEvaluation isdefault effective userProp userName"
        + " certKey mobile winname winusername winuserno deviceId ip updateTime",
    "RECTIFICATIONS, reviewRound ledgerNo callbackTime callbackResult isTrue isReasonable"
        + " isMistaken isMalicious maliciousConfirmed handlingLevel rectifyStatus rectifyTime reply",
    "VERDICTS, reviewRound findingId"
  })
  void everyOtherFieldIsOptional(Stream stream, String names) {
    assertThat(
            Sent.province(
                    stream, (ObjectNode) Sent.sample(stream).without(List.of(names.split(" "))))
                .rejection())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "CASES, projectNo",
    "CASES, serviceNumber",
    "REVIEWS, projectNo",
    "REVIEWS, assessNumber",
    "RECTIFICATIONS, projectNo",
    "VERDICTS, assessNumber"
  })
  void numbersHaveAtMost64CharactersAndNoControl(Stream stream, String name) {
    assertThat(refused(stream, name, "7".repeat(64))).isNull();
    assertThat(refused(stream, name, "汉".repeat(64))).isNull();
    assertThat(refused(stream, name, "A-1/b 汉")).isNull();
    for (String bad :
        List.of("7".repeat(65), "a\u0000", "a\nb", "\tb", "a\u007Fb", "a\u0085", "a\u001Fb")) {
      assertThat(refused(stream, name, bad).code()).isEqualTo(INVALID_ID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4", "5", "\"1\"", "\"5\""})
  void levelsFromOneToFiveAreAccepted(String json) {
    assertThat(reviewWith("satisfaction", json)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "6",
        "-1",
        "10",
        "55",
        "4.5",
        "\"five\"",
        "true",
        "false",
        "[5]",
        "[]",
        "{}",
        "{\"a\":5}",
        "\"５\"",
        "\"1,2\"",
        "\"-1\""
      })
  void otherLevelsAreRefused(String json) {
    assertThat(reviewWith("satisfaction", json).code()).isEqualTo(INVALID_LEVEL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000-01-01 00:00:00",
        "2024-02-29 12:00:00",
        "2026-03-02 00:00:00",
        "2026-03-02 23:59:59",
        "2000-02-29 00:00:00"
      })
  void timesOfTheFeedAreRead(String time) {
    for (Stream stream : Stream.values()) {
      assertThat(refused(stream, requiredTime(stream), time)).as(stream.word()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1999-12-31 23:59:59",
        "1970-01-01 00:00:00",
        "0001-01-01 00:00:00",
        "2026-02-30 10:00:00",
        "2025-02-29 10:00:00",
        "2100-02-29 10:00:00",
        "2026-04-31 10:00:00",
        "2026-13-01 10:00:00",
        "2026-00-10 10:00:00",
        "2026-03-00 10:00:00",
        "2026-03-32 10:00:00",
        "2026-03-02 24:00:00",
        "2026-03-02 10:60:00",
        "2026-03-02 10:00:60",
        "2026-03-02",
        "2026-03-02T10:00:00",
        "2026-03-02 10:00:00Z",
        "2026-03-02 10:00",
        "2026/03/02 10:00:00",
        "2026-3-2 10:00:00",
        "2026-03-02 10:00:00.0",
        " 2026-03-02 10:00:00",
        "20260302100000",
        "1772414770000",
        "now",
        "２０２６-03-02 10:00:00",
        "-026-03-02 10:00:00",
        "2026-03-02 +1:00:00"
      })
  void otherTimesAreRefusedWhereTheyAreRequired(String time) {
    for (Stream stream : Stream.values()) {
      assertThat(refused(stream, requiredTime(stream), time).code())
          .as(stream.word())
          .isEqualTo(INVALID_TIME);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "[\"2026-03-02 10:00:00\"]", "true", "1.5"})
  void valueThatIsNoTextIsNoTime(String json) {
    assertThat(reviewWith("assessTime", json).code()).isEqualTo(INVALID_TIME);
  }

  /** The ingest clock stands at 2026-03-05 12:00:00. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-05 12:00:01, false",
    "2026-03-06 12:00:00, false",
    "2026-03-06 12:00:01, true",
    "2026-03-07 00:00:00, true",
    "9999-12-31 23:59:59, true"
  })
  void moreThanADayAheadIsRefused(String time, boolean refused) {
    for (Stream stream : Stream.values()) {
      Rejection rejection = refused(stream, requiredTime(stream), time);
      if (refused) {
        assertThat(rejection.code()).as(stream.word()).isEqualTo(FUTURE_TIME);
      } else {
        assertThat(rejection).as(stream.word()).isNull();
      }
    }
  }

  private static String requiredTime(Stream stream) {
    return switch (stream) {
      case CASES -> "serviceTime";
      case REVIEWS -> "assessTime";
      case RECTIFICATIONS, VERDICTS -> "updateTime";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "CASES, proChannel, 1 2",
    "CASES, promiseTime, 1 2",
    "CASES, promiseType, 0 1 2 3",
    "CASES, proStatus, 1 2 3",
    "REVIEWS, pf, 1 2 3 4 5 6 7",
    "REVIEWS, isdefault, 0 1",
    "REVIEWS, effective, 0 1",
    "REVIEWS, reviewRound, 1 2",
    "RECTIFICATIONS, reviewRound, 1 2",
    "RECTIFICATIONS, callbackResult, 0 1",
    "RECTIFICATIONS, isTrue, 0 1",
    "RECTIFICATIONS, isReasonable, 0 1",
    "RECTIFICATIONS, isMistaken, 0 1",
    "RECTIFICATIONS, isMalicious, 0 1",
    "RECTIFICATIONS, maliciousConfirmed, 0 1",
    "RECTIFICATIONS, rectifyStatus, 0 1 2 3",
    "RECTIFICATIONS, handlingLevel, simple complex no_basis",
    "VERDICTS, reviewRound, 1 2",
    "VERDICTS, verdict, adopted not_adopted"
  })
  void codesOutsideTheMapAreRefused(Stream stream, String name, String codes) {
    for (String code : codes.split(" ")) {
      assertThat(refused(stream, name, code)).as("%s = %s", name, code).isNull();
    }
    for (String code : List.of("8", "9", "-1", "x", "1.5", "10", "yes", "Ｏ")) {
      assertThat(refused(stream, name, code).code())
          .as("%s = %s", name, code)
          .isEqualTo(INVALID_CODE);
    }
    for (String json : List.of("true", "[1]", "{}", "[]")) {
      ObjectNode sent = Sent.sample(stream);
      sent.set(name, Sent.value(json));
      Intake intake = Sent.province(stream, sent);
      assertThat(intake.rejection().code()).as("%s = %s", name, json).isEqualTo(INVALID_CODE);
      assertThat(intake.rejection().detail()).startsWith(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CASES, areaCode",
    "CASES, deptCode",
    "CASES, taskCode",
    "CASES, userProp",
    "CASES, taskType",
    "REVIEWS, evalDetail",
    "REVIEWS, userProp",
    "REVIEWS, areaCode",
    "REVIEWS, deptCode",
    "REVIEWS, taskCode"
  })
  void otherUnknownCodesNeverRefuse(Stream stream, String name) {
    assertThat(refused(stream, name, "never heard of")).isNull();
  }

  /** All faults at once, mended one by one: each time the next in the table's order shows. */
  @Test
  void firstThatAppliesIsGiven() {
    ObjectNode sent =
        Sent.review()
            .put("projectNo", "x".repeat(65))
            .put("satisfaction", 9)
            .put("assessTime", "2026-02-30 10:00:00")
            .put("pf", 99);
    sent.remove("dataSource");
    assertThat(code(Stream.REVIEWS, sent)).isEqualTo(MISSING_FIELD);
    assertThat(Sent.decode(Stream.REVIEWS, "nobody", sent).rejection().code())
        .isEqualTo(UNKNOWN_SOURCE);
    sent.put("dataSource", "zz-zwfw");
    assertThat(code(Stream.REVIEWS, sent)).isEqualTo(INVALID_ID);
    sent.put("projectNo", "37040220260302000017");
    assertThat(code(Stream.REVIEWS, sent)).isEqualTo(INVALID_LEVEL);
    sent.put("satisfaction", 2);
    assertThat(code(Stream.REVIEWS, sent)).isEqualTo(INVALID_TIME);
    sent.put("assessTime", "2026-03-09 10:00:00");
    assertThat(code(Stream.REVIEWS, sent)).isEqualTo(FUTURE_TIME);
    sent.put("assessTime", "2026-03-02 09:26:10");
    assertThat(code(Stream.REVIEWS, sent)).isEqualTo(INVALID_CODE);
    sent.put("pf", 4);
    assertThat(code(Stream.REVIEWS, sent)).isNull();
  }

  @Test
  void missingFieldGoesBeforeAFaultOfAnotherField() {
    assertThat(
            code(
                Stream.REVIEWS,
                (ObjectNode) Sent.review().put("satisfaction", 9).without("assessTime")))
        .isEqualTo(MISSING_FIELD);
    assertThat(code(Stream.VERDICTS, (ObjectNode) Sent.verdict().put("verdict", "x").without("by")))
        .isEqualTo(MISSING_FIELD);
    assertThat(code(Stream.VERDICTS, Sent.verdict().put("verdict", "x").put("updateTime", "x")))
        .isEqualTo(INVALID_TIME);
  }

  /** Of two required times one is unreadable and the other ahead: unreadable goes first. */
  @Test
  void invalidTimeGoesBeforeFutureTimeWhicheverFieldHasIt() {
    ObjectNode form =
        Sent.object(
            """
            {"form_no":"F1","level":"5","dept_code":"11370402MB2857833P",
             "service_date":"2027-01-01","uploaded_at":"2026-02-30 10:00:00"}
            """);
    assertThat(Sent.decode(Stream.REVIEWS, "paper", form).rejection().code())
        .isEqualTo(INVALID_TIME);
    form.put("service_date", "2026-02-30").put("uploaded_at", "2027-01-01 00:00:00");
    assertThat(Sent.decode(Stream.REVIEWS, "paper", form).rejection().code())
        .isEqualTo(INVALID_TIME);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void orderOfTheCodesIsThatOfTheTable(ErrorCode code) {
    assertThat(
            List.of(
                    "MALFORMED",
                    "UNKNOWN_SOURCE",
                    "MISSING_FIELD",
                    "INVALID_ID",
                    "INVALID_LEVEL",
                    "INVALID_TIME",
                    "FUTURE_TIME",
                    "INVALID_CODE")
                .indexOf(code.name()))
        .isEqualTo(code.ordinal());
  }

  @Test
  void payloadIsTheRecordAndOnlyTheKeyOpensIt() throws GeneralSecurityException {
    byte[] sent =
        Sent.review()
            .put("satisfaction", 9)
            .toString()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Rejection rejection = Sent.decode(Stream.REVIEWS, "province", sent).rejection();
    assertThat(rejection.position()).isEqualTo(Sent.raw(Stream.REVIEWS, "", sent).position());
    assertThat(new RecordDecoder(Map.of(), Set.of(), Sent.KEY).reveal(rejection.payload()))
        .isEqualTo(sent);
  }

  private static Rejection refused(Stream stream, String name, String value) {
    return Sent.province(stream, Sent.sample(stream).put(name, value)).rejection();
  }

  private static Rejection reviewWith(String name, String json) {
    ObjectNode sent = Sent.review();
    sent.set(name, Sent.value(json));
    return Sent.province(Stream.REVIEWS, sent).rejection();
  }

  private static ErrorCode code(Stream stream, ObjectNode sent) {
    Rejection rejection = Sent.province(stream, sent).rejection();
    return rejection == null ? null : rejection.code();
  }
}
