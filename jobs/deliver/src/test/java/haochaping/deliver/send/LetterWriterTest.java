package haochaping.deliver.send;

import static haochaping.deliver.send.Notices.MORNING;
import static haochaping.deliver.send.Notices.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import haochaping.deliver.City;
import haochaping.deliver.Told;
import haochaping.deliver.contacts.Recipient;
import haochaping.deliver.plan.Channel;
import haochaping.deliver.plan.Desk;
import haochaping.deliver.plan.Outgoing;
import org.junit.jupiter.api.Test;

class LetterWriterTest {
  @Test
  void saysWhatHappenedWhatIsDueByWhenAndWhereToAnswer() {
    Outgoing outgoing =
        Notices.of(
            Channel.MAIL,
            Told.concentration("b", 1, "B", 6, MORNING),
            Told.overdue("late", 1, "B", 2, MORNING));
    Letter letter = WRITER.write(outgoing, Notices.department("B"));
    assertThat(letter.subject()).isEqualTo("[好差评] 新提示，请核实：差评集中，乙局 (+1)");
    assertThat(letter.text())
        .isEqualTo(
            """
            您好：

            新提示，请核实：差评集中，乙局 (+1)

            * 差评集中（新提示，请核实）
              对象: 乙局
              时段: 2026-03-01 – 2026-03-05
              CONCENTRATION 差评 6 条
              请办理: 核实所列评价，查明原因并整改；误评、恶意差评请在差评台账中认定。

            * 逾期未办（办理已超期）
              对象: 乙局
              时段: 2026-03-01 – 2026-03-05
              OVERDUE 差评 2 条
              请办理: 立即办理并在差评台账中登记结果。

            请在此时限前确认: 2026-03-05 13:05
            确认已收到并办理: http://127.0.0.1:1/ack?d=%s
            查看总览: http://127.0.0.1:2/overview

            本邮件由好差评系统自动发出，不含评价人信息，请勿回复。
            """
                .formatted(outgoing.notice().notice()));
    assertThat(letter.html())
        .contains("<h2 style=\"font-size: 1.2em\">新提示，请核实：差评集中，乙局 (+1)</h2>")
        .contains("CONCENTRATION 差评 6 条", "<strong>2026-03-05 13:05</strong>")
        .doesNotContain("Hello");
  }

  @Test
  void writesTheLanguagesOfTheContactInTheirOrder() {
    Letter letter =
        WRITER.write(
            Notices.of(Channel.MAIL, Told.concentration("c", 1, "C", 6, MORNING)),
            Notices.department("C"));
    assertThat(letter.subject())
        .isEqualTo(
            "[Service reviews] new, please verify: concentrated bad reviews, C"
                + " / [好差评] 新提示，请核实：差评集中，C");
    assertThat(letter.text()).containsSubsequence("Hello,", "6 bad reviews", "您好", "差评 6 条");
  }

  @Test
  void evidenceIsEscapedInHtml() {
    Letter letter =
        WRITER.write(
            Notices.of(
                Channel.MAIL,
                Told.finding("b", 1, "<script>", "department", "B", 6, MORNING, "{}")),
            Notices.department("B"));
    assertThat(letter.html()).doesNotContain("<script>").contains("&lt;script&gt;");
    assertThat(letter.text()).contains("* <script>（", "用 infra/hcp verdict 作出认定");
  }

  @Test
  void aDeadLetterSaysWhatWasLostAndWhyButNotWhatItSaid() {
    Desk desk = new Desk(City.contacts());
    desk.take(Told.finding("x", 1, "INTEGRITY", "integrity", "B", 1, MORNING, "{}"), MORNING);
    desk.advance(Notices.NOTICED);
    String lost = desk.due(Notices.NOTICED).get(0).delivery();
    desk.failed(lost, Notices.NOTICED, "550 unknown | closed", true);
    Outgoing alarm = desk.due(Notices.NOTICED).get(0);
    Letter letter = WRITER.write(alarm, City.contacts().of(Recipient.SUPERVISOR).orElseThrow());
    assertThat(letter.subject())
        .isEqualTo("[好差评] 通知未能送达 / [Service reviews] a notice could not be delivered");
    assertThat(letter.text())
        .contains("未送达: integrity, mail, i…@city.example (" + lost + ")")
        .contains("Reason: 550 unknown | closed")
        .doesNotContain("INTEGRITY", "乙局");
  }
}
