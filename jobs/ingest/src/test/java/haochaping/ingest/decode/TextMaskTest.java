package haochaping.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextMaskTest {

  @ParameterizedTest
  @CsvSource({
    // mobile phones
    "13800001234, 138****1234",
    "电话13800001234。, 电话138****1234。",
    "tel13800001234abc, tel138****1234abc",
    "138 0000 1234, 138 **** 1234",
    "138-0000-1234, 138-****-1234",
    "1-3-8-0-0-0-0-1-2-3-4, 1-3-8-*-*-*-*-1-2-3-4",
    "+86 138 0000 1234, +86 138 **** 1234",
    "８６-13800001234, ８６-138****1234",
    "１３８００００１２３４, １３８****１２３４",
    "１３８ 0000 １２３４, １３８ **** １２３４",
    "13800001234和13900005678, 138****1234和139****5678",
    "13800001234 13900005678, 138****1234 139****5678",
    // certificates
    "370402199001011238, 3704**********1238",
    "37040219900101123X, 3704**********123X",
    "37040219900101123x, 3704**********123x",
    "３７０４０２１９９００１０１１２３Ｘ, ３７０４**********１２３Ｘ",
    "370402 19900101 1238, 3704** ******** 1238",
    "370402-19900101-123X, 3704**-********-123X",
    "370402900101123, 3704*******1123",
    // a card's number, 19 digits
    "6222021234567890123, 6222***********0123",
    // dates and the like beside a phone
    "2026-03-02 13800001234, 2026-03-02 138****1234",
    "3号窗口 13800001234 9:30, 3号窗口 138****1234 9:30"
  })
  void numbersAreHidden(String text, String masked) {
    assertThat(TextMask.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "等了很久，窗口换人三次",
        "1234567890", // ten digits
        "2026-03-02 09:26:10",
        "37040220260302000017", // a project's number: twenty digits
        "排队3小时 2 次 15分钟 100 元",
        "第1、2、3、4、5、6、7、8、9、10、11号"
      })
  void otherNumbersStay(String text) {
    assertThat(TextMask.mask(text)).isEqualTo(text);
  }

  @Test
  void textWithoutNumbersIsTheSameObject() {
    String text = "等了很久，窗口换人三次，再也不来了";
    assertThat(TextMask.mask(text)).isSameAs(text);
    assertThat(TextMask.mask(null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "我是李明, 李明, 我是李**",
    "李明说李明不满, 李明, 李**说李**不满",
    "我是李明 13800001234, 李明, 我是李** 138****1234",
    "不满意, 李明, 不满意",
    "李先生, 李, 李先生",
    "𠮷田明来过, 𠮷田明, 𠮷**来过"
  })
  void writersOwnNameIsHidden(String text, String name, String masked) {
    assertThat(TextMask.mask(text, name)).isEqualTo(masked);
  }

  @Test
  void absentNameHidesNothing() {
    assertThat(TextMask.mask("李明", null)).isEqualTo("李明");
    assertThat(TextMask.mask(null, "李明")).isNull();
  }
}
