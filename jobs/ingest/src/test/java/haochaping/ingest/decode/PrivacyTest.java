package haochaping.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CaseRecord;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.ingest.Intake;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No readable identity passes the decoder. */
class PrivacyTest {
  private static final String NAME = "欧阳晓明";
  private static final String AGENT = "诸葛小亮";
  private static final String CERTIFICATE = "370402199001011238";
  private static final String PHONE = "13800001234";
  private static final String ADDRESS = "10.11.12.13";
  private static final List<String> SECRETS = List.of(NAME, AGENT, CERTIFICATE, PHONE, ADDRESS);
  private static final String TEXT = "我是" + NAME + "，电话" + PHONE + "，身份证" + CERTIFICATE + "，等了很久";

  @ParameterizedTest
  @EnumSource(Stream.class)
  void nothingOfTheRecordNamesAPerson(Stream stream) {
    Intake intake = Sent.province(stream, personal(stream));
    assertThat(intake.rejection()).isNull();
    List<String> texts = texts(intake);
    assertThat(texts).hasSizeGreaterThan(3);
    assertNoSecret(texts);
  }

  @Test
  void textsKeepWhatIsNoIdentity() {
    ReviewRecord review =
        (ReviewRecord) Sent.province(Stream.REVIEWS, personal(Stream.REVIEWS)).record();
    assertThat(review.text()).isEqualTo("我是欧**，电话138****1234，身份证3704**********1238，等了很久");
  }

  @Test
  void sameIdentityHasTheSameTokenInEveryStream() {
    ReviewRecord review =
        (ReviewRecord) Sent.province(Stream.REVIEWS, personal(Stream.REVIEWS)).record();
    CaseRecord stage = (CaseRecord) Sent.province(Stream.CASES, personal(Stream.CASES)).record();
    assertThat(review.reviewer()).isNotNull().isEqualTo(stage.applicant());
    assertThat(review.phone()).isNotNull().isEqualTo(stage.applicantPhone());
    assertThat(List.of(review.reviewer(), review.phone(), review.address(), stage.agent()))
        .doesNotHaveDuplicates();
  }

  /** Whatever stands in whatever field, the words of a rejection give no number away. */
  @ParameterizedTest
  @EnumSource(Stream.class)
  void rejectionGivesNoNumberAway(Stream stream) {
    List<String> names = new ArrayList<>();
    Sent.sample(stream).fieldNames().forEachRemaining(names::add);
    int refused = 0;
    for (String name : names) {
      for (String value :
          List.of(PHONE, CERTIFICATE, "1" + PHONE, "x".repeat(65) + PHONE, "138 0000 1234")) {
        Intake intake =
            Sent.province(
                stream,
                ((ObjectNode) Sent.sample(stream).without(List.of("certKey", "mobile")))
                    .put(name, value));
        if (intake.rejection() != null) {
          refused++;
          assertNoSecret(texts(intake));
          assertThat(intake.rejection().detail()).doesNotContain("138 0000 1234");
        }
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(10);
  }

  @Test
  void rejectionOfABrokenRecordQuotesNothing() {
    String sent = personal(Stream.REVIEWS).toString();
    for (int cut = sent.length() - 1; cut > 0; cut -= 7) {
      Intake intake =
          Sent.decode(
              Stream.REVIEWS, "province", sent.substring(0, cut).getBytes(StandardCharsets.UTF_8));
      assertNoSecret(texts(intake));
    }
  }

  private static ObjectNode personal(Stream stream) {
    ObjectNode sent = Sent.sample(stream);
    return switch (stream) {
      case CASES ->
          sent.put("userName", NAME)
              .put("certKey", CERTIFICATE)
              .put("mobile", PHONE)
              .put("handleUserName", AGENT)
              .put("projectName", NAME + "的食品经营许可");
      case REVIEWS ->
          sent.put("userName", NAME)
              .put("certKey", CERTIFICATE)
              .put("mobile", PHONE)
              .put("ip", ADDRESS)
              .put("writingEvaluation", TEXT);
      case RECTIFICATIONS -> sent.put("reply", "已致电" + PHONE + "，证件" + CERTIFICATE);
      case VERDICTS -> sent.put("reason", "证件" + CERTIFICATE + "多次").put("by", "督查室 " + PHONE);
    };
  }

  private static void assertNoSecret(List<String> texts) {
    for (String secret : SECRETS) {
      assertThat(texts).as(secret).noneMatch(text -> text.contains(secret));
    }
  }

  /** Every text in a record, its parts and its lists, and the bytes of a payload. */
  private static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    collect(value, texts);
    return texts;
  }

  private static void collect(Object value, List<String> texts) {
    if (value instanceof String text) {
      texts.add(text);
    } else if (value instanceof byte[] bytes) {
      texts.add(new String(bytes, StandardCharsets.UTF_8));
    } else if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, texts));
    } else if (value instanceof Record record) {
      for (RecordComponent field : record.getClass().getRecordComponents()) {
        try {
          collect(field.getAccessor().invoke(record), texts);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(field.getName(), e);
        }
      }
    }
  }
}
