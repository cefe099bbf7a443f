package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.Terms;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DeadlineProfileTest {
  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  @Test
  void theSchemasSayByWhenThingsMustBeDone() {
    Terms terms = DeadlineProfile.read();
    assertThat(terms.name()).isEqualTo("terms-1");
    assertThat(terms.callback()).isEqualTo(1);
    assertThat(terms.simple()).isEqualTo(5);
    assertThat(terms.complex()).isEqualTo(15);
    assertThat(terms.paperUpload()).isEqualTo(5);
    assertThat(terms.supplement()).isEqualTo(5);
    assertThat(terms.escalation()).isEqualTo(2);
    assertThat(terms.withoutLedger()).containsExactlyInAnyOrder("minimal", "nhs-fft");
    // As announced: the spring festival from 15 to 23 February.
    assertThat(terms.days().last(day("2026-02-14"), 1)).isEqualTo(day("2026-02-24"));
  }

  @Test
  void everyKeyIsRead() {
    Terms terms =
        DeadlineProfile.parse(
            """
            name: other
            callback: 2
            rectification: {simple: 3, complex: 7}
            paper_upload: 4
            supplement: 6
            escalation: 3
            without_ledger: [survey]
            worked: [2026-02-15]
            free: [2026-02-24, 2027-01-01]
            """);
    assertThat(terms.name()).isEqualTo("other");
    assertThat(terms.callback()).isEqualTo(2);
    assertThat(terms.simple()).isEqualTo(3);
    assertThat(terms.complex()).isEqualTo(7);
    assertThat(terms.paperUpload()).isEqualTo(4);
    assertThat(terms.supplement()).isEqualTo(6);
    assertThat(terms.escalation()).isEqualTo(3);
    assertThat(terms.withoutLedger()).containsExactly("survey");
    assertThat(terms.days().last(day("2026-02-14"), 1)).isEqualTo(day("2026-02-15"));
    assertThat(terms.days().last(day("2026-02-15"), 1)).isEqualTo(day("2026-02-25"));
    assertThat(terms.days().isKnown(day("2027-06-01"))).isTrue();
  }

  @Test
  void everyWrongKeyIsNamed() {
    assertThatThrownBy(
            () ->
                DeadlineProfile.parse(
                    """
                    name: other
                    callback: 0
                    rectification: {simple: soon}
                    paper_upload: 4
                    supplement: 6
                    escalation: 2
                    without_ledger: minimal
                    worked: [2026-02-30]
                    free: 2026-01-01
                    """))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            schemas/profiles/deadlines.yaml:
              worked = "2026-02-30": must be a date like 2026-10-01
              free = "2026-01-01": must be a list of dates
              callback = 0: must be a whole number, at least 1
              rectification.simple = "soon": must be a whole number, at least 1
              rectification.complex: missing; must be a whole number, at least 1
              without_ledger = "minimal": must be a list of words"""
                .stripIndent());
  }

  @Test
  void noDayIsBothWorkedAndFree() {
    assertThatThrownBy(
            () ->
                DeadlineProfile.parse(
                    """
                    name: other
                    callback: 1
                    rectification: {simple: 3, complex: 7}
                    paper_upload: 4
                    supplement: 6
                    escalation: 2
                    without_ledger: []
                    worked: [2027-01-02]
                    free: [2027-01-01, 2027-01-02]
                    """))
        .hasMessage("schemas/profiles/deadlines.yaml:\n  2027-01-02 is both worked and free");
  }
}
