package haochaping.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Stream;
import haochaping.ingest.Intake;
import haochaping.platform.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exactly one JSON object of the feed's size and depth, and what is not. */
class MalformedTest {

  @ParameterizedTest
  @CsvSource({"65535, true", "65536, true", "65537, false", "200000, false"})
  void valueOver64KibIsRefused(int bytes, boolean accepted) {
    int bare = bytes(Sent.review().put("x", "")).length;
    byte[] value = bytes(Sent.review().put("x", "y".repeat(bytes - bare)));
    assertThat(value).hasSize(bytes);
    check(value, accepted);
  }

  @Test
  void sizeIsCountedInBytesNotInCharacters() {
    // Each character takes three bytes: 22,000 of them are over the limit.
    check(bytes(Sent.review().put("x", "汉".repeat(22_000))), false);
    check(bytes(Sent.review().put("x", "汉".repeat(21_000))), true);
  }

  /** The outer object is level 1. */
  @ParameterizedTest
  @CsvSource({"15, true", "16, false", "5000, false"})
  void deeperThan16LevelsIsRefused(int inner, boolean accepted) {
    String arrays = "[".repeat(inner) + "]".repeat(inner);
    String objects = "{\"a\":".repeat(inner - 1) + "{}" + "}".repeat(inner - 1);
    for (String deep : new String[] {arrays, objects}) {
      String unknown = Sent.review().toString().replaceFirst("\\{", "{\"x\":" + deep + ",");
      check(unknown.getBytes(StandardCharsets.UTF_8), accepted);
      String mapped = Sent.review().without("winname").toString();
      mapped = mapped.replaceFirst("\\{", "{\"winname\":" + deep + ",");
      check(mapped.getBytes(StandardCharsets.UTF_8), accepted);
    }
  }

  /** RFC 3629: overlong forms, surrogates, above U+10FFFF, cut off, stray. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C0AF",
        "C1BF",
        "E080AF",
        "E09FBF",
        "F08080AF",
        "F08FBFBF",
        "EDA080",
        "EDBFBF",
        "F4908080",
        "F5808080",
        "FF",
        "FE",
        "80",
        "BF",
        "C3",
        "E6B1",
        "F0A0AE",
        "C328",
        "E28228",
        "F09F9241"
      })
  void whatIsNoUtf8IsRefused(String hex) {
    check(reviewWith(hex), false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7F",
        "C280",
        "DFBF",
        "E0A080",
        "ED9FBF",
        "EE8080",
        "EFBFBF",
        "F0908080",
        "F48FBFBF"
      })
  void everyEdgeOfUtf8IsAccepted(String hex) {
    check(reviewWith(hex), true);
  }

  private static byte[] reviewWith(String hex) {
    String sent = Sent.review().put("writingEvaluation", "@").toString();
    int at = sent.indexOf('@');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(sent.substring(0, at).getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(HexFormat.of().parseHex(hex));
    bytes.writeBytes(sent.substring(at + 1).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreRefused(String charset) {
    check(Sent.review().toString().getBytes(Charset.forName(charset)), false);
    check((" " + Sent.review()).getBytes(Charset.forName(charset)), false);
    check("{}".getBytes(Charset.forName(charset)), false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFF@", "@ x", "@@", "@,", "@]", "@{}", "@null", "@ 1", "[@]", "x@", ",@", "@//",
        "@\u0000", "/* */@", "@/* */", "\"@\"", "\u000B@"
      })
  void somethingBesideTheObjectIsRefused(String frame) {
    check(frame.replace("@", Sent.review().toString()).getBytes(StandardCharsets.UTF_8), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", " @ ", "\n@\n", "\t\r\n @ \t\r\n"})
  void whiteSpaceAroundTheObjectIsAccepted(String frame) {
    check(frame.replace("@", Sent.review().toString()).getBytes(StandardCharsets.UTF_8), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "INF",
        "+1",
        "01",
        "1.",
        ".5",
        "0x10",
        "1e",
        "'a'",
        "nul",
        "True",
        "undefined",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a",
        "{a:1}",
        "[1,]",
        "{\"a\":1,}",
        "[1 2]",
        "{\"a\" 1}",
        "\"tab\there\"",
        "\"line\nend\"",
        "",
        "1,,\"y\":2",
        "]",
        "}"
      })
  void whatJsonDoesNotKnowIsRefusedInAnyField(String value) {
    for (String field : new String[] {"x", "writingEvaluation"}) {
      String sent = Sent.review().without("writingEvaluation").toString();
      sent = sent.replaceFirst("\\{", "{\"" + field + "\":" + value.replace("\\", "\\\\") + ",");
      check(sent.getBytes(StandardCharsets.UTF_8), false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "1", "\"x\"", "[]", "true", "{", "}", "{\"a\"", "{}x"})
  void whatIsNoObjectIsRefused(String value) {
    check(value.getBytes(StandardCharsets.UTF_8), false);
  }

  @Test
  void noValueIsRefused() {
    check(null, false);
  }

  @Test
  void malformedGoesBeforeUnknownSource() {
    Intake intake = Sent.decode(Stream.REVIEWS, "nobody", "{".getBytes(StandardCharsets.UTF_8));
    assertThat(intake.rejection().code()).isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void readerGoesOnAfterABrokenRecord() {
    RecordDecoder decoder = Sent.decoder();
    byte[] good = bytes(Sent.review());
    byte[] half = java.util.Arrays.copyOf(good, good.length / 2);
    Intake expected = decoder.decode(Sent.raw(Stream.REVIEWS, "province", good));
    assertThat(decoder.decode(Sent.raw(Stream.REVIEWS, "province", half)).rejection().code())
        .isEqualTo(ErrorCode.MALFORMED);
    assertThat(decoder.decode(Sent.raw(Stream.REVIEWS, "province", good))).isEqualTo(expected);
    // Nothing of the record before shows in a bare one.
    byte[] bare =
        "{\"dataSource\":\"a\",\"projectNo\":\"b\",\"assessNumber\":\"1\",\"satisfaction\":5,\"assessTime\":\"2026-03-02 09:26:10\"}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(decoder.decode(Sent.raw(Stream.REVIEWS, "province", bare)))
        .isEqualTo(Sent.decode(Stream.REVIEWS, "province", bare));
  }

  private static byte[] bytes(com.fasterxml.jackson.databind.node.ObjectNode sent) {
    return sent.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void check(byte[] value, boolean accepted) {
    Intake intake = Sent.decode(Stream.REVIEWS, "province", value);
    if (accepted) {
      assertThat(intake.rejection()).isNull();
      assertThat(intake.record()).isNotNull();
    } else {
      assertThat(intake.record()).isNull();
      assertThat(intake.rejection().code()).isEqualTo(ErrorCode.MALFORMED);
      assertThat(intake.rejection().source()).isEqualTo("unknown");
    }
  }
}
