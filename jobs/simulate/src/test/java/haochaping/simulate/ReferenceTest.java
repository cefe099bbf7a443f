package haochaping.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private final Reference reference = Reference.load();

  /** Published examples: a provincial bureau's code, an identity number of the standard's text. */
  @Test
  void checkCharactersAgreeWithKnownOnes() {
    assertThat(CheckCharacters.uscc("11370402MB2857833")).isEqualTo('P');
    assertThat(CheckCharacters.citizen("11010519491231002")).isEqualTo('X');
    assertThat(CheckCharacters.organisation("MB285783")).isEqualTo('3');
  }

  @Test
  void codesOfDepartmentsAreValidAndNobodys() {
    assertThat(reference.departments())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            row -> {
              String code = row.get("dept_code");
              assertThat(code).hasSize(18).contains("HCP");
              assertThat(code.charAt(17)).isEqualTo(CheckCharacters.uscc(code));
              assertThat(code.charAt(16))
                  .isEqualTo(CheckCharacters.organisation(code.substring(8, 16)));
              assertThat(row.get("area_code")).startsWith(code.substring(2, 8));
              assertThat(row.get("peer_class")).isIn("A", "B");
            });
    assertThat(reference.departments().stream().map(row -> row.get("dept_code")))
        .doesNotHaveDuplicates();
  }

  @Test
  void mattersBelongToDepartments() {
    Set<String> departments =
        reference.departments().stream()
            .map(row -> row.get("dept_code"))
            .collect(Collectors.toSet());
    assertThat(reference.matters())
        .hasSizeGreaterThan(200)
        .allSatisfy(
            row -> {
              assertThat(row.get("task_code")).hasSize(31).startsWith(row.get("dept_code"));
              assertThat(departments).contains(row.get("dept_code"));
              assertThat(row.get("promise_time"))
                  .isEqualTo(row.get("promise_days").equals("0") ? "1" : "2");
            });
    assertThat(
            reference.matters().stream().mapToDouble(r -> Double.parseDouble(r.get("share"))).sum())
        .isCloseTo(1, within(1e-4));
  }

  @Test
  void aTagsFirstDigitIsItsLevel() {
    assertThat(reference.tags())
        .hasSize(40)
        .allSatisfy(row -> assertThat(row.get("code")).hasSize(3).startsWith(row.get("level")));
  }

  @Test
  void peopleAndCompaniesHaveNumbersThatPassTheirChecksAndBelongToNobody() throws Exception {
    Iterator<FeedEvent> feed =
        CityFeed.history(
            CityOptions.of(1, LocalDate.of(2026, 1, 1), 3, 2_000).withIrregularShare(0));
    ObjectMapper json = new ObjectMapper();
    Map<Boolean, Integer> seen = new java.util.HashMap<>();
    while (feed.hasNext()) {
      FeedEvent event = feed.next();
      if (event.stream() != Topic.CASES) {
        continue;
      }
      JsonNode record = json.readTree(event.value());
      String number = record.get("certKey").asText();
      boolean company = record.get("userProp").asInt() == 2;
      assertThat(number).hasSize(18).startsWith(company ? "91370499HCP" : "370499");
      assertThat(number.charAt(17))
          .isEqualTo(company ? CheckCharacters.uscc(number) : CheckCharacters.citizen(number));
      assertThat(record.get("mobile").asText()).matches("1400\\d{7}");
      seen.merge(company, 1, Integer::sum);
    }

    assertThat(seen.get(true)).isGreaterThan(500);
    assertThat(seen.get(false)).isGreaterThan(3_000);
  }
}
