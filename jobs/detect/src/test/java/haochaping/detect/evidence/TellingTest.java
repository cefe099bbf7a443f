package haochaping.detect.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.platform.Finding;
import haochaping.platform.Finding.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TellingTest {
  private static final int DAY = 20_514;

  private final Telling<String> telling = new Telling<>();
  private final List<Finding> heard = new ArrayList<>();

  private static Finding finding(String key, int observed) {
    return Findings.of("KIND", "detector", "staff", key, DAY)
        .state(State.NEW)
        .audience(Findings.SUPERVISOR)
        .days(DAY, DAY)
        .counts(observed, 0.5)
        .with(EvidenceJson.of("中文。", "English.").toString());
  }

  private void tell(String key, int observed, long now) {
    telling.tell(
        new Told<>(finding(key, observed), DAY, "of " + key),
        List::of,
        now,
        (finding, reviews) -> heard.add(finding));
  }

  private void withdrawAllBut(Set<String> held, int base) {
    telling.withdrawAllBut(
        held,
        base,
        told -> Withdrawal.moved(told.finding(), "instead"),
        9,
        (finding, reviews) -> heard.add(finding));
  }

  @Test
  void onlyWhatDiffersIsTold() {
    tell("a", 3, 1);
    tell("a", 3, 2);
    tell("a", 4, 3);
    assertThat(heard).extracting(Finding::revision).containsExactly(1, 2);
    assertThat(heard).extracting(Finding::detectedAt).containsOnly(1L);
    assertThat(heard).extracting(Finding::writtenAt).containsExactly(1L, 3L);
    assertThat(heard).extracting(Finding::ratio).containsExactly(6.0, 8.0);
  }

  @Test
  void whatDoesNotHoldIsWithdrawnOnceAndForgottenWithItsDay() {
    tell("a", 3, 1);
    tell("b", 3, 1);
    Set<String> held = Set.of(heard.get(1).id());
    withdrawAllBut(held, DAY - 1);
    withdrawAllBut(held, DAY - 1);
    assertThat(heard)
        .extracting(Finding::state)
        .containsExactly(State.NEW, State.NEW, State.WITHDRAWN);
    assertThat(heard.get(2).evidence())
        .isEqualTo(
            "{\"zh\":\"撤销：经补报或更正，起始日期有变，由提示 instead 代替。\","
                + "\"en\":\"Withdrawn. Late or corrected reviews moved its first day: instead"
                + " replaces it.\",\"reason\":\"moved\",\"replaced_by\":\"instead\"}");
    assertThat(telling.told(heard.get(2).id()).of()).isEqualTo("of a");
    withdrawAllBut(held, DAY);
    assertThat(telling.told()).extracting(Told::of).containsExactly("of b");
    assertThat(heard).hasSize(3);
  }
}
