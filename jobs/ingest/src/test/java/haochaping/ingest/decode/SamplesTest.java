package haochaping.ingest.decode;

import static haochaping.ingest.decode.Sent.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CaseRecord;
import haochaping.core.Channel;
import haochaping.core.FeedRecord;
import haochaping.core.Flag;
import haochaping.core.LedgerRecord;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.VerdictRecord;
import haochaping.core.Versioned;
import haochaping.ingest.Intake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples of the feed's description, field by field, and what may stand for each. */
class SamplesTest {

  @Test
  void caseReads() {
    CaseRecord stage = (CaseRecord) record(Stream.CASES, Sent.stage());
    assertThat(stage.position()).isEqualTo(Sent.raw(Stream.CASES, "", new byte[0]).position());
    assertThat(stage.source()).isEqualTo("zz-zwfw");
    assertThat(stage.project()).isEqualTo("37040220260302000017");
    assertThat(stage.stage()).isEqualTo("1");
    assertThat(stage.updateTime()).isEqualTo(at("2026-03-04 15:00:02"));
    assertThat(stage.area()).isEqualTo("370402000000");
    assertThat(stage.department()).isEqualTo("11370402MB2857833P");
    assertThat(stage.departmentName()).isEqualTo("市中区行政审批服务局");
    assertThat(stage.matter()).isEqualTo("11370402MB2857833P1000125004000");
    assertThat(stage.matterName()).isEqualTo("食品经营许可");
    assertThat(stage.staff()).isEqualTo("SZ0173");
    assertThat(stage.serviceTime()).isEqualTo(at("2026-03-02 09:25:00"));
    assertThat(stage.status()).isEqualTo(3);
    assertThat(stage.isService()).isTrue();
    assertThat(stage.handling()).isEqualTo(CaseRecord.HANDLED_ON_SITE);
    assertThat(stage.agent()).isNull();
    assertThat(stage.details())
        .isEqualTo(
            new CaseRecord.Details(
                "受理",
                "11370402MB2857833P100012500400001",
                "permit",
                "natural_person",
                "王芳",
                at("2026-03-02 09:10:11"),
                at("2026-03-04 15:00:00"),
                5,
                "working_day",
                "promised"));
  }

  @Test
  void reviewReads() {
    ReviewRecord review = (ReviewRecord) record(Stream.REVIEWS, Sent.review());
    assertThat(review.stage()).isEqualTo("1");
    assertThat(review.round()).isEqualTo(1);
    assertThat(review.updateTime()).isEqualTo(at("2026-03-02 09:26:11"));
    assertThat(review.eventTime()).isEqualTo(at("2026-03-02 09:26:10"));
    assertThat(review.level()).isEqualTo(2);
    assertThat(review.isBad()).isTrue();
    assertThat(review.channel()).isEqualTo(Channel.TABLET);
    assertThat(review.isDefault()).isFalse();
    assertThat(review.effective()).isTrue();
    assertThat(review.tags()).containsExactly("213", "214");
    assertThat(review.text()).isEqualTo("等了很久，窗口换人三次");
    assertThat(review.staff()).containsExactly("SZ0173");
    assertThat(review.area()).isNull();
    assertThat(review.department()).isNull();
    assertThat(review.matter()).isNull();
    assertThat(review.device()).isEqualTo("PAD-0312");
    assertThat(review.window()).isEqualTo("综合窗口3号");
    assertThat(review.reviewerKind()).isEqualTo("natural_person");
    assertThat(review.serviceTime()).isEqualTo(Versioned.NO_TIME);
    assertThat(review.uploadTime()).isEqualTo(Versioned.NO_TIME);
    // The sample's certificate number ends in 4; its check character would be 8.
    assertThat(review.realName()).isFalse();
    assertThat(Flag.names(review.flags())).containsExactly("PLACEHOLDER_IDENTITY");
  }

  @Test
  void ledgerReads() {
    LedgerRecord ledger = (LedgerRecord) record(Stream.RECTIFICATIONS, Sent.ledger());
    assertThat(ledger.round()).isEqualTo(1);
    assertThat(ledger.updateTime()).isEqualTo(at("2026-03-05 10:00:05"));
    assertThat(ledger.ledgerNo()).isEqualTo("ZG20260302-0007");
    assertThat(ledger.calledBack()).isEqualTo(1);
    assertThat(ledger.callbackTime()).isEqualTo(at("2026-03-02 14:00:00"));
    assertThat(ledger.isTrue()).isEqualTo(1);
    assertThat(ledger.isReasonable()).isEqualTo(1);
    assertThat(ledger.isMistaken()).isZero();
    assertThat(ledger.isMalicious()).isZero();
    assertThat(ledger.maliciousConfirmed()).isZero();
    assertThat(ledger.handlingLevel()).isEqualTo("simple");
    assertThat(ledger.status()).isEqualTo(2);
    assertThat(ledger.rectifyTime()).isEqualTo(at("2026-03-05 10:00:00"));
    assertThat(ledger.reply()).isEqualTo("已对窗口人员批评教育");
  }

  @Test
  void verdictReads() {
    VerdictRecord verdict = (VerdictRecord) record(Stream.VERDICTS, Sent.verdict());
    assertThat(verdict.adopted()).isFalse();
    assertThat(verdict.reason()).isEqualTo("集中刷好评，已核实");
    assertThat(verdict.by()).isEqualTo("督查室");
    assertThat(verdict.findingId()).isEqualTo("brushing/department/11370402MB2857833P/2026-03-02");
    assertThat(verdict.updateTime()).isEqualTo(at("2026-03-05 11:00:00"));
    VerdictRecord other =
        (VerdictRecord) record(Stream.VERDICTS, Sent.verdict().put("verdict", "adopted"));
    assertThat(other.adopted()).isTrue();
  }

  @Test
  void reviewOfTheProvinceMayWaitForItsCase() {
    assertThat(Sent.province(Stream.REVIEWS, Sent.review()).holdable()).isTrue();
  }

  /** null, a missing field and "" mean the same, on every stream and for every optional field. */
  @ParameterizedTest
  @EnumSource(Stream.class)
  void nothingMayBeSaidInThreeWays(Stream stream) {
    List<String> names = new ArrayList<>();
    Sent.sample(stream).fieldNames().forEachRemaining(names::add);
    int optional = 0;
    for (String name : names) {
      Intake absent = Sent.province(stream, Sent.sample(stream).without(name));
      Intake isNull = Sent.province(stream, Sent.sample(stream).putNull(name));
      Intake empty = Sent.province(stream, Sent.sample(stream).put(name, ""));
      assertThat(isNull.record()).as(name).isEqualTo(absent.record());
      assertThat(empty.record()).as(name).isEqualTo(absent.record());
      if (absent.record() != null) {
        optional++;
      } else {
        for (Intake intake : List.of(absent, isNull, empty)) {
          assertThat(intake.rejection().code().name()).as(name).isEqualTo("MISSING_FIELD");
          assertThat(intake.rejection().detail()).isEqualTo(name);
        }
      }
    }
    assertThat(optional).isGreaterThanOrEqualTo(2);
  }

  /** Every number may come as a string of its digits. */
  @ParameterizedTest
  @EnumSource(Stream.class)
  void numbersMayComeAsStrings(Stream stream) {
    ObjectNode sent = Sent.sample(stream);
    ObjectNode texts = Sent.sample(stream);
    sent.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNumber()) {
                texts.put(field.getKey(), field.getValue().asText());
              }
            });
    assertThat(Sent.province(stream, texts)).isEqualTo(Sent.province(stream, sent));
  }

  @ParameterizedTest
  @EnumSource(Stream.class)
  void orderOfFieldsAndUnknownFieldsDoNotMatter(Stream stream) {
    ObjectNode sent = Sent.sample(stream);
    List<String> names = new ArrayList<>();
    sent.fieldNames().forEachRemaining(names::add);
    Collections.reverse(names);
    ObjectNode turned = Sent.object("{}");
    turned.set("unheardOf", Sent.value("[1,{\"projectNo\":\"x\"}]"));
    names.forEach(name -> turned.set(name, sent.get(name)));
    turned.put("z", 1);
    assertThat(Sent.province(stream, turned)).isEqualTo(Sent.province(stream, sent));
  }

  /** What is mapped is compared, even where nothing but the comparison keeps it. */
  @ParameterizedTest
  @EnumSource(Stream.class)
  void everyMappedFieldTellsVersionsApart(Stream stream) {
    long digest = record(stream, Sent.sample(stream)).fingerprint();
    List<String> names = new ArrayList<>();
    Sent.sample(stream).fieldNames().forEachRemaining(names::add);
    List<Long> digests = new ArrayList<>(List.of(digest));
    for (String name : names) {
      Intake without = Sent.province(stream, Sent.sample(stream).without(name));
      boolean sayNothing =
          Sent.sample(stream).get(name).isNull()
              || name.equals("reviewRound")
              || name.equals("isdefault")
              || name.equals("effective");
      if (without.record() != null && !sayNothing) {
        digests.add(without.record().fingerprint());
      }
    }
    assertThat(digests).doesNotHaveDuplicates().hasSizeGreaterThan(1);
  }

  /** The feed's defaults: a record that writes them out is equal to one that leaves them out. */
  @ParameterizedTest
  @CsvSource({
    "REVIEWS, reviewRound",
    "REVIEWS, isdefault",
    "REVIEWS, effective",
    "RECTIFICATIONS, reviewRound",
    "VERDICTS, reviewRound"
  })
  void defaultWrittenOutIsNoOtherVersion(Stream stream, String name) {
    assertThat(record(stream, Sent.sample(stream).without(name)))
        .isEqualTo(record(stream, Sent.sample(stream)));
  }

  @Test
  void twoFieldsThatSwapTheirValuesAreAnotherVersion() {
    ObjectNode swapped = Sent.review().put("winname", "PAD-0312").put("deviceId", "综合窗口3号");
    assertThat(record(Stream.REVIEWS, swapped).fingerprint())
        .isNotEqualTo(record(Stream.REVIEWS, Sent.review()).fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"SZ0173\"|SZ0173",
        "\"SZ0173,SZ0174\"|SZ0173 SZ0174",
        "[\"SZ0173\",\"SZ0174\"]|SZ0173 SZ0174",
        "\" SZ0173 , SZ0174 ,SZ0173\"|SZ0173 SZ0174",
        "[\" SZ0173 \",\"SZ0173\"]|SZ0173",
        "[173,\"174\"]|173 174",
        "173|173",
        "[\"\",null,\" \"]|''",
        "[]|''",
        "\" , \"|''"
      })
  void staffMayComeInThreeForms(String json, String numbers) {
    ObjectNode sent = Sent.review();
    sent.set("winuserno", Sent.value(json));
    ReviewRecord review = (ReviewRecord) record(Stream.REVIEWS, sent);
    assertThat(String.join(" ", review.staff())).isEqualTo(numbers);
  }

  @Test
  void namesOfStaffAloneDoNotCount() {
    ReviewRecord review = (ReviewRecord) record(Stream.REVIEWS, Sent.review().without("winuserno"));
    assertThat(review.staff()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // pf, isdefault -> channel, default
        "1, 0, pc, false", "2, 0, mobile, false", "3, 0, qr, false", "4, 0, tablet, false",
        "5, 0, terminal, false", "6, 0, sms, false", "7, -, default, true", "7, 0, default, true",
        "7, 1, default, true", "-, -, other, false", "4, 1, tablet, true", "4, -, tablet, false"
      })
  void defaultReviewSaysSoItselfOrByItsChannel(
      String pf, String isDefault, String channel, boolean expected) {
    ReviewRecord review =
        (ReviewRecord)
            record(Stream.REVIEWS, Sent.review().put("pf", pf).put("isdefault", isDefault));
    assertThat(review.channel().word()).isEqualTo(channel);
    assertThat(review.isDefault()).isEqualTo(expected);
  }

  @Test
  void absentFieldsHaveTheFeedsDefaults() {
    ReviewRecord review =
        (ReviewRecord)
            record(
                Stream.REVIEWS,
                Sent.review().without(List.of("reviewRound", "isdefault", "effective")));
    assertThat(review.round()).isEqualTo(1);
    assertThat(review.isDefault()).isFalse();
    assertThat(review.effective()).isTrue();
    LedgerRecord ledger =
        (LedgerRecord) record(Stream.RECTIFICATIONS, Sent.ledger().without("reviewRound"));
    assertThat(ledger.round()).isEqualTo(1);
  }

  @Test
  void reviewMayBeWithdrawnOrOfTheSecondRound() {
    ReviewRecord review =
        (ReviewRecord)
            record(Stream.REVIEWS, Sent.review().put("effective", 0).put("reviewRound", 2));
    assertThat(review.effective()).isFalse();
    assertThat(review.round()).isEqualTo(2);
  }

  @Test
  void ofTwoFieldsOfOneNameTheLastHolds() {
    Intake intake =
        Sent.decode(
            Stream.REVIEWS,
            "province",
            Sent.review()
                .toString()
                .replace("{", "{\"satisfaction\":5,\"satisfaction\":null,")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(((ReviewRecord) intake.record()).level()).isEqualTo(2);
  }

  private static FeedRecord record(Stream stream, ObjectNode sent) {
    Intake intake = Sent.province(stream, sent);
    assertThat(intake.rejection()).isNull();
    return intake.record();
  }
}
