package haochaping.ingest.decode;

import static haochaping.ingest.decode.Sent.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.Channel;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.Versioned;
import haochaping.ingest.Intake;
import haochaping.platform.ErrorCode;
import haochaping.platform.SourceProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other upstreams: the same model under other names. */
class ProfilesTest {
  @TempDir Path folder;

  private static ObjectNode minimal() {
    return Sent.object(
        "{\"$file\":\"march.csv\",\"$row\":\"7\",\"time\":\"2026-03-02\",\"level\":\"2\",\"department\":\"Registry\"}");
  }

  @Test
  void minimalNeedsTimeLevelAndDepartment() {
    ReviewRecord review = read("minimal", minimal());
    assertThat(review.source()).isEqualTo("minimal");
    assertThat(review.project()).isEqualTo("march.csv:7");
    assertThat(review.stage()).isEqualTo("1");
    assertThat(review.round()).isEqualTo(1);
    assertThat(review.eventTime()).isEqualTo(at("2026-03-02 00:00:00"));
    assertThat(review.level()).isEqualTo(2);
    assertThat(review.department()).isEqualTo("Registry");
    assertThat(review.channel()).isEqualTo(Channel.OTHER);
    assertThat(review.flags()).isEqualTo(haochaping.core.Flag.NO_TAG_NO_TEXT.bit());
    assertThat(Sent.decode(Stream.REVIEWS, "minimal", minimal()).holdable()).isFalse();
    for (String name : List.of("time", "level", "department")) {
      Intake intake = Sent.decode(Stream.REVIEWS, "minimal", (ObjectNode) minimal().without(name));
      assertThat(intake.rejection().code()).isEqualTo(ErrorCode.MISSING_FIELD);
      assertThat(intake.rejection().detail()).isEqualTo(name);
      assertThat(intake.rejection().source()).isEqualTo("minimal");
    }
  }

  @Test
  void minimalMayHaveMuchMore() {
    ReviewRecord review =
        read(
            "minimal",
            minimal()
                .put("review_id", "R-1")
                .put("district", "370402000000")
                .put("matter", "passport")
                .put("staff", "a; b;a")
                .put("reviewer", "E12345678")
                .put("device", "K7")
                .put("channel", "terminal")
                .put("default", "true")
                .put("service_time", "2026-03-02T08:30:00+08:00")
                .put("text", "call 13800001234")
                .put("column of its own", "x"));
    assertThat(review.project()).isEqualTo("R-1");
    assertThat(review.area()).isEqualTo("370402000000");
    assertThat(review.matter()).isEqualTo("passport");
    assertThat(review.staff()).containsExactly("a", "b");
    assertThat(review.realName()).isTrue();
    assertThat(review.device()).isEqualTo("K7");
    assertThat(review.channel()).isEqualTo(Channel.TERMINAL);
    assertThat(review.isDefault()).isTrue();
    assertThat(review.serviceTime()).isEqualTo(at("2026-03-02 08:30:00"));
    assertThat(review.text()).isEqualTo("call 138****1234");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, 2026-03-02 00:00:00",
    "2026-03-02T09:26, 2026-03-02 09:26:00",
    "2026-03-02T09:26:10, 2026-03-02 09:26:10",
    "2026-03-02 09:26:10, 2026-03-02 09:26:10",
    "2026-03-02 09:26, 2026-03-02 09:26:00",
    "2026-03-02T09:26:10.500, 2026-03-02 09:26:10.500",
    "2026-03-02T01:26:10Z, 2026-03-02 09:26:10",
    "2026-03-02T01:26Z, 2026-03-02 09:26:00",
    "2026-03-02T09:26:10+08:00, 2026-03-02 09:26:10",
    "2026-03-01T20:26:10-05:00, 2026-03-02 09:26:10",
    "2026-03-02 01:26:10Z, 2026-03-02 09:26:10"
  })
  void minimalReadsIsoTimes(String time, String local) {
    assertThat(read("minimal", minimal().put("time", time)).eventTime()).isEqualTo(at(local));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2026-02-30T10:00:00",
        "02.03.2026",
        "2026-03",
        "20260302",
        "2026-03-02T25:00",
        "2026-03-02T10:00:00+25:00",
        "1999-12-31",
        "noon",
        // Beyond what a clock in milliseconds can show.
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00Z"
      })
  void minimalRefusesOtherTimes(String time) {
    assertThat(
            Sent.decode(Stream.REVIEWS, "minimal", minimal().put("time", time)).rejection().code())
        .isEqualTo(ErrorCode.INVALID_TIME);
  }

  @Test
  void optionalTimeBeyondAllClocksCountsAsAbsent() {
    ReviewRecord review =
        read("minimal", minimal().put("service_time", "+999999999-12-31T23:59:59Z"));
    assertThat(review.serviceTime()).isEqualTo(Versioned.NO_TIME);
    assertThat(haochaping.core.Flag.names(review.flags())).contains("BAD_OPTIONAL_TIME");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "TRUE, true", "False, false", "1, true", "0, false"})
  void minimalReadsTrueAndFalse(String word, boolean isDefault) {
    assertThat(read("minimal", minimal().put("default", word)).isDefault()).isEqualTo(isDefault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pc",
        "mobile",
        "qr",
        "tablet",
        "terminal",
        "sms",
        "default",
        "other",
        "paper",
        "hotline",
        "mailbox",
        "platform",
        "email",
        "survey"
      })
  void minimalKnowsEveryChannelsWord(String word) {
    assertThat(read("minimal", minimal().put("channel", word)).channel().word()).isEqualTo(word);
  }

  @Test
  void minimalRefusesAnUnknownChannel() {
    assertThat(
            Sent.decode(Stream.REVIEWS, "minimal", minimal().put("channel", "fax"))
                .rejection()
                .code())
        .isEqualTo(ErrorCode.INVALID_CODE);
  }

  @Test
  void comprehensiveIsAReviewOfItsOwn() {
    ObjectNode ticket =
        Sent.object(
            """
            {"ticketNo":"T1","channel":"hotline","areaCode":"370402000000","deptCode":"11370402MB2857833P",
             "taskCode":"M1","staffNo":"SZ0001","level":1,"text":"nobody answers","receivedTime":"2026-03-02 21:00:00",
             "certKey":"370402199001011238","mobile":"13800001234","updateTime":"2026-03-02 21:00:01"}
            """);
    ReviewRecord review = read("comprehensive", ticket);
    assertThat(review.source()).isEqualTo("comprehensive");
    assertThat(review.project()).isEqualTo("T1");
    assertThat(review.stage()).isEqualTo("1");
    assertThat(review.channel()).isEqualTo(Channel.HOTLINE);
    assertThat(review.department()).isEqualTo("11370402MB2857833P");
    assertThat(review.staff()).containsExactly("SZ0001");
    assertThat(review.realName()).isTrue();
    assertThat(review.updateTime()).isEqualTo(at("2026-03-02 21:00:01"));
    assertThat(Sent.decode(Stream.REVIEWS, "comprehensive", ticket).holdable()).isFalse();
    for (String name : List.of("ticketNo", "channel", "deptCode", "level", "receivedTime")) {
      Intake intake =
          Sent.decode(
              Stream.REVIEWS, "comprehensive", (ObjectNode) ticket.deepCopy().without(name));
      assertThat(intake.rejection().code()).as(name).isEqualTo(ErrorCode.MISSING_FIELD);
      assertThat(intake.rejection().detail()).isEqualTo(name);
    }
    for (String word : List.of("hotline", "mailbox", "platform", "email")) {
      assertThat(read("comprehensive", ticket.deepCopy().put("channel", word)).channel().word())
          .isEqualTo(word);
    }
    assertThat(
            Sent.decode(Stream.REVIEWS, "comprehensive", ticket.deepCopy().put("channel", "pc"))
                .rejection()
                .code())
        .isEqualTo(ErrorCode.INVALID_CODE);
  }

  @Test
  void paperStandsAtNoonOfItsDay() {
    ObjectNode form =
        Sent.object(
            """
            {"form_no":"F1","service_date":"2026-02-27","level":"4","area_code":"370402000000",
             "dept_code":"11370402MB2857833P","task_code":"M1","staff_no":"SZ0001","window":"3",
             "text":"","uploaded_at":"2026-03-03 17:00:00"}
            """);
    ReviewRecord review = read("paper", form);
    assertThat(review.source()).isEqualTo("paper");
    assertThat(review.project()).isEqualTo("F1");
    assertThat(review.eventTime()).isEqualTo(at("2026-02-27 12:00:00"));
    assertThat(
            read("paper", form.deepCopy().put("service_date", "2026-02-27 09:30:00")).eventTime())
        .isEqualTo(at("2026-02-27 12:00:00"));
    assertThat(review.uploadTime()).isEqualTo(at("2026-03-03 17:00:00"));
    assertThat(review.channel()).isEqualTo(Channel.PAPER);
    assertThat(review.window()).isEqualTo("3");
    // A bare day of the upload is its first instant: noon stands for the day of service only.
    assertThat(read("paper", form.deepCopy().put("uploaded_at", "2026-03-03")).uploadTime())
        .isEqualTo(at("2026-03-03 00:00:00"));
    for (String name : List.of("form_no", "service_date", "level", "dept_code", "uploaded_at")) {
      Intake intake =
          Sent.decode(Stream.REVIEWS, "paper", (ObjectNode) form.deepCopy().without(name));
      assertThat(intake.rejection().code()).as(name).isEqualTo(ErrorCode.MISSING_FIELD);
      assertThat(intake.rejection().detail()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Extremely likely, 5",
    "Likely, 4",
    "Neither likely nor unlikely, 3",
    "Unlikely, 2",
    "Extremely unlikely, 1"
  })
  void foreignFileHasWordsForLevels(String rating, int level) {
    ObjectNode row =
        Sent.object(
            "{\"$file\":\"fft.csv\",\"$row\":\"2\",\"time\":\"2015-04-01\",\"surgery\":\"Oak\"}");
    ReviewRecord review = read("nhs-fft", row.put("rating", rating));
    assertThat(review.level()).isEqualTo(level);
    assertThat(review.channel()).isEqualTo(Channel.SURVEY);
    assertThat(review.project()).isEqualTo("fft.csv:2");
    assertThat(review.department()).isEqualTo("Oak");
  }

  @Test
  void answerThatIsNoLevelIsRefused() {
    ObjectNode row =
        Sent.object(
            "{\"$file\":\"fft.csv\",\"$row\":\"2\",\"time\":\"2015-04-01\",\"surgery\":\"Oak\",\"rating\":\"Don't know\"}");
    assertThat(Sent.decode(Stream.REVIEWS, "nhs-fft", row).rejection().code())
        .isEqualTo(ErrorCode.INVALID_LEVEL);
  }

  @Test
  void rowsThatAreEqualAreReviewsOfTheirOwn() {
    assertThat(read("minimal", minimal()).projectKey())
        .isNotEqualTo(read("minimal", minimal().put("$row", "8")).projectKey());
  }

  @Test
  void zoneOfAProfileHolds() throws IOException {
    ReviewRecord review =
        read(
            "kiosk",
            profile("zone: Europe/London", "1: 1"),
            "{\"id\":\"1\",\"t\":\"2026-03-01 20:00:00\",\"l\":1,\"d\":\"D\"}");
    assertThat(review.eventTime()).isEqualTo(at("2026-03-02 04:00:00"));
  }

  /** Not an integer from 1 to 5 after the code map. */
  @Test
  void mapThatLeadsOutOfTheLevelsDoesNotMakeOne() throws IOException {
    RecordDecoder decoder = profile("", "1: 1, top: 6, low: 0, many: 2");
    assertThat(
            read(
                    "kiosk",
                    decoder,
                    "{\"id\":\"1\",\"t\":\"2026-03-01 20:00:00\",\"l\":\"many\",\"d\":\"D\"}")
                .level())
        .isEqualTo(2);
    for (String level : List.of("top", "low")) {
      Intake intake =
          decoder.decode(
              Sent.raw(
                  Stream.REVIEWS,
                  "kiosk",
                  ("{\"id\":\"1\",\"t\":\"2026-03-01 20:00:00\",\"l\":\""
                          + level
                          + "\",\"d\":\"D\"}")
                      .getBytes(StandardCharsets.UTF_8)));
      assertThat(intake.rejection().code()).as(level).isEqualTo(ErrorCode.INVALID_LEVEL);
    }
  }

  /** A profile that cannot be read with stops the job at its start, not at the first record. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "streams: {reviews: {constants: {source: k, stage: 1}, fields: {projekt: id}}}"
            + "|the model has no field projekt",
        "streams: {reviews: {constants: {source: k, stage: 1}, required: [levle]}}"
            + "|the model has no field levle",
        "streams: {reviews: {constants: {source: k}, fields: {project: id}}}"
            + "|reviews has neither a field nor a constant for stage",
        "'streams: {reviews: {constants: {source: k, stage: 1}, fields: {effective: e}}}\ncodes: {yes_no: {y: yes}}'"
            + "|code map yes_no leads to something else than [0, 1]",
        "'streams: {reviews: {constants: {source: k, stage: 1}, fields: {channel: c}}}\ncodes: {channel: {f: fax}}'"
            + "|code map channel leads to something else than",
        "'streams: {reviews: {constants: {source: k, stage: 1}}}\nzone: Middle/Earth'"
            + "|Middle/Earth"
      })
  void profileThatTheModelDoesNotKnowIsRefusedByName(String yaml, String reason)
      throws IOException {
    Files.writeString(folder.resolve("kiosk.yaml"), "name: kiosk\n" + yaml.replace("\\n", "\n"));
    assertThatThrownBy(() -> new RecordDecoder(SourceProfile.all(folder), Set.of(), Sent.KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("source profile kiosk: ")
        .hasMessageContaining(reason);
  }

  private RecordDecoder profile(String setting, String levels) throws IOException {
    Files.writeString(
        folder.resolve("kiosk.yaml"),
        """
        name: kiosk
        %s
        codes:
          level: {%s}
        streams:
          reviews:
            constants: {source: kiosk, stage: "1"}
            fields: {project: id, event_time: t, level: l, department: d}
            required: [project, event_time, level, department]
        """
            .formatted(setting, levels));
    RecordDecoder decoder = new RecordDecoder(SourceProfile.all(folder), Set.of(), Sent.KEY);
    decoder.open();
    return decoder;
  }

  private static ReviewRecord read(String profile, RecordDecoder decoder, String json) {
    Intake intake =
        decoder.decode(Sent.raw(Stream.REVIEWS, profile, json.getBytes(StandardCharsets.UTF_8)));
    assertThat(intake.rejection()).isNull();
    return (ReviewRecord) intake.record();
  }

  private static ReviewRecord read(String profile, ObjectNode sent) {
    Intake intake = Sent.decode(Stream.REVIEWS, profile, sent);
    assertThat(intake.rejection()).isNull();
    return (ReviewRecord) intake.record();
  }
}
