package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Worked by hand: what the attack must find, and what it must not. */
class SubtractionAttackTest {
  private static final Set<String> DISTRICTS = Set.of("a", "b", "c");
  private static final Set<String> LEVELS = Set.of("1", "5");

  @Test
  void aTotalLessItsOtherCellsGivesTheSuppressedOneAway() {
    SubtractionAttack attack = new SubtractionAttack(DISTRICTS, LEVELS);
    attack.published(DISTRICTS, LEVELS, 100);
    attack.published(Set.of("a"), LEVELS, 60);
    assertThat(attack.under(10)).isEmpty();
    attack.published(Set.of("b"), LEVELS, 33);
    // 100 - 60 - 33
    assertThat(attack.under(10)).containsExactly("districts [c], levels [1, 5]: 7");
  }

  @Test
  void levelsAgainstDistrictsGiveTheirDifferenceAway() {
    SubtractionAttack attack = new SubtractionAttack(DISTRICTS, LEVELS);
    attack.published(Set.of("a", "b"), LEVELS, 95);
    attack.published(DISTRICTS, Set.of("5"), 88);
    attack.published(DISTRICTS, Set.of("1"), 11);
    // 88 + 11 - 95
    assertThat(attack.under(10)).containsExactly("districts [c], levels [1, 5]: 4");
  }

  @Test
  void nothingFollowsFromPartsOfTenAndMore() {
    SubtractionAttack attack = new SubtractionAttack(DISTRICTS, LEVELS);
    attack.published(Set.of("a"), LEVELS, 60);
    attack.published(Set.of("b", "c"), LEVELS, 40);
    attack.published(DISTRICTS, Set.of("1"), 12);
    attack.published(DISTRICTS, Set.of("5"), 88);
    assertThat(attack.under(10)).isEmpty();
    assertThat(attack.under(13)).containsExactly("districts [a, b, c], levels [1]: 12");
  }

  @Test
  void noneIsACountToo() {
    SubtractionAttack attack = new SubtractionAttack(DISTRICTS, LEVELS);
    attack.published(DISTRICTS, LEVELS, 40);
    attack.published(Set.of("a", "b"), LEVELS, 40);
    assertThat(attack.under(10)).containsExactly("districts [c], levels [1, 5]: 0");
  }
}
