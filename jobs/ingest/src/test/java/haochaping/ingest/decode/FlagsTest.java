package haochaping.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CaseRecord;
import haochaping.core.Flag;
import haochaping.core.LedgerRecord;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.VerdictRecord;
import haochaping.core.Versioned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that do not reject: each flag, and the record that it is on. */
class FlagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // level | tags | text -> flags
        "2|213,214|slow|-",
        "2|213|-|-",
        "2|-|slow|-",
        "2|-|-|NO_TAG_NO_TEXT",
        "1|-|-|NO_TAG_NO_TEXT",
        "3|-|-|-",
        "5|-|-|-",
        "5|510|-|-",
        "5|213|-|TAG_LEVEL_MISMATCH",
        "2|299|-|UNKNOWN_TAG",
        "2|213,599|-|TAG_LEVEL_MISMATCH UNKNOWN_TAG",
        "2|nonsense|-|TAG_LEVEL_MISMATCH UNKNOWN_TAG",
        "2| , |-|NO_TAG_NO_TEXT"
      })
  void tagsAndTextOfAReview(String level, String tags, String text, String flags) {
    ReviewRecord review =
        review(
            clean()
                .put("satisfaction", level)
                .put("evalDetail", tags)
                .put("writingEvaluation", text));
    assertThat(names(review.flags())).isEqualTo(flags == null ? "" : flags);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // certKey, userName -> flag, real name
        "370402199001011238, 李明, false, true",
        "370402199001011234, 李明, true, false",
        "0, 李明, true, false",
        "-, 李明, false, false",
        "-, 无, true, false",
        "-, -, false, false",
        "370402199001011238, 无, true, true",
        "E12345678, Li Ming, false, true"
      })
  void placeholderIdentityAndRealName(
      String certificate, String name, boolean flagged, boolean realName) {
    ReviewRecord review = review(clean().put("certKey", certificate).put("userName", name));
    assertThat(names(review.flags())).isEqualTo(flagged ? "PLACEHOLDER_IDENTITY" : "");
    assertThat(review.realName()).isEqualTo(realName);
  }

  @Test
  void unknownKindOfReviewerBecomesOther() {
    ReviewRecord review = review(clean().put("userProp", 77));
    assertThat(names(review.flags())).isEqualTo("UNKNOWN_CODE");
    assertThat(review.reviewerKind()).isEqualTo("other");
    review = review(clean().put("userProp", 9));
    assertThat(names(review.flags())).isEmpty();
    assertThat(review.reviewerKind()).isEqualTo("other");
    review = review((ObjectNode) clean().without("userProp"));
    assertThat(names(review.flags())).isEmpty();
    assertThat(review.reviewerKind()).isNull();
  }

  @Test
  void unknownKindsOfACaseBecomeOther() {
    CaseRecord stage = stage(cleanCase().put("userProp", "x"));
    assertThat(names(stage.flags())).isEqualTo("UNKNOWN_CODE");
    assertThat(stage.details().applicantKind()).isEqualTo("other");
    stage = stage(cleanCase().put("taskType", "77"));
    assertThat(names(stage.flags())).isEqualTo("UNKNOWN_CODE");
    assertThat(stage.details().matterType()).isEqualTo("other");
    assertThat(names(stage(cleanCase()).flags())).isEmpty();
  }

  @Test
  void badCheckCharacterOfADepartment() {
    assertThat(names(stage(cleanCase().put("deptCode", "11370402MB2857833Q")).flags()))
        .isEqualTo("BAD_USCC");
    assertThat(names(review(clean().put("deptCode", "11370402MB2857833Q")).flags()))
        .isEqualTo("BAD_USCC");
    assertThat(names(review(clean().put("deptCode", "11370402MB2857833P")).flags())).isEmpty();
  }

  @Test
  void matterWithEightZerosIsSelfBuilt() {
    String code = "11370402MB2857833P1000000000400";
    assertThat(names(stage(cleanCase().put("taskCode", code)).flags()))
        .isEqualTo("SELF_BUILT_ITEM");
    assertThat(names(stage(cleanCase().put("taskCode", "11370402MB2857833P1000000040012")).flags()))
        .isEmpty();
    assertThat(names(review(clean().put("taskCode", code)).flags())).isEqualTo("SELF_BUILT_ITEM");
  }

  @Test
  void optionalTimeThatCannotBeReadCountsAsAbsent() {
    ReviewRecord review = review(clean().put("updateTime", "2026-02-30 09:26:11"));
    assertThat(names(review.flags())).isEqualTo("BAD_OPTIONAL_TIME");
    assertThat(review.updateTime()).isEqualTo(Versioned.NO_TIME);

    for (String name : List.of("acceptDate", "resultDate", "updateTime")) {
      CaseRecord stage = stage(cleanCase().put(name, "soon"));
      assertThat(names(stage.flags())).as(name).isEqualTo("BAD_OPTIONAL_TIME");
    }
    CaseRecord stage = stage(cleanCase().put("resultDate", "soon").put("updateTime", 5));
    assertThat(stage.details().resultTime()).isEqualTo(Versioned.NO_TIME);
    assertThat(stage.updateTime()).isEqualTo(Versioned.NO_TIME);
    assertThat(stage.details().acceptTime()).isEqualTo(Sent.at("2026-03-02 09:10:11"));

    LedgerRecord ledger =
        (LedgerRecord)
            Sent.province(Stream.RECTIFICATIONS, Sent.ledger().put("callbackTime", "x")).record();
    assertThat(names(ledger.flags())).isEqualTo("BAD_OPTIONAL_TIME");
    assertThat(ledger.callbackTime()).isEqualTo(Versioned.NO_TIME);
    assertThat(ledger.rectifyTime()).isEqualTo(Sent.at("2026-03-05 10:00:00"));

    VerdictRecord verdict = (VerdictRecord) Sent.province(Stream.VERDICTS, Sent.verdict()).record();
    assertThat(names(verdict.flags())).isEmpty();
  }

  @Test
  void timeAheadIsNoFaultWhereItIsOptional() {
    ReviewRecord review = review(clean().put("updateTime", "2030-01-01 00:00:00"));
    assertThat(names(review.flags())).isEmpty();
    assertThat(review.updateTime()).isEqualTo(Sent.at("2030-01-01 00:00:00"));
  }

  private static ObjectNode clean() {
    return Sent.review().put("certKey", "370402199001011238");
  }

  private static ObjectNode cleanCase() {
    return Sent.stage().put("certKey", "370402199001011238");
  }

  private static ReviewRecord review(ObjectNode sent) {
    return (ReviewRecord) Sent.province(Stream.REVIEWS, sent).record();
  }

  private static CaseRecord stage(ObjectNode sent) {
    return (CaseRecord) Sent.province(Stream.CASES, sent).record();
  }

  private static String names(int flags) {
    return String.join(" ", Flag.names(flags));
  }
}
