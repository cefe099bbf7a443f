package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.core.Dimension;
import haochaping.core.Window;
import haochaping.platform.StatisticsProfile.PeerClasses;
import org.junit.jupiter.api.Test;

class StatisticsProfileTest {
  private static final String WHOLE =
      """
      name: other
      n_min: {district: 1, department: 2, matter: 3, staff: 4}
      peer_classes: {district: by_volume, department: one, matter: by_volume, staff: one}
      worst_share: 0.2
      certainty: 0.9
      ranking_window: 7d
      least_reliability: 0
      rank_draws: 40
      """;

  @Test
  void theSchemasSayWhatIsJudged() {
    StatisticsProfile profile = StatisticsProfile.read();
    assertThat(profile.name()).isEqualTo("cfg-1");
    assertThat(profile.fewestReviews())
        .containsOnlyKeys(StatisticsProfile.RANKED)
        .containsEntry(Dimension.DISTRICT, 100)
        .containsEntry(Dimension.DEPARTMENT, 100)
        .containsEntry(Dimension.MATTER, 30)
        .containsEntry(Dimension.STAFF, 30);
    assertThat(profile.peerClasses())
        .containsOnlyKeys(StatisticsProfile.RANKED)
        .containsEntry(Dimension.DISTRICT, PeerClasses.ONE)
        .containsEntry(Dimension.DEPARTMENT, PeerClasses.BY_VOLUME)
        .containsEntry(Dimension.MATTER, PeerClasses.ONE)
        .containsEntry(Dimension.STAFF, PeerClasses.BY_VOLUME);
    assertThat(profile.worstShare()).isEqualTo(0.1);
    assertThat(profile.certainty()).isEqualTo(0.95);
    assertThat(profile.rankingWindow()).isEqualTo(Window.MONTH);
    assertThat(profile.leastReliability()).isEqualTo(0.5);
    assertThat(profile.rankDraws()).isEqualTo(4000);
  }

  @Test
  void everyKeyIsRead() {
    StatisticsProfile profile = StatisticsProfile.parse(WHOLE);
    assertThat(profile.name()).isEqualTo("other");
    assertThat(profile.fewestReviews()).containsEntry(Dimension.STAFF, 4);
    assertThat(profile.peerClasses())
        .containsEntry(Dimension.DISTRICT, PeerClasses.BY_VOLUME)
        .containsEntry(Dimension.STAFF, PeerClasses.ONE);
    assertThat(profile.worstShare()).isEqualTo(0.2);
    assertThat(profile.certainty()).isEqualTo(0.9);
    assertThat(profile.rankingWindow()).isEqualTo(Window.WEEK);
    assertThat(profile.leastReliability()).isZero();
    assertThat(profile.rankDraws()).isEqualTo(40);
  }

  @Test
  void everyWrongKeyIsNamedAtOnce() {
    String wrong =
        WHOLE
            .replace("staff: 4", "staff: 0")
            .replace("department: one", "department: alone")
            .replace("worst_share: 0.2", "worst_share: 1")
            .replace("certainty: 0.9\n", "")
            .replace("ranking_window: 7d", "ranking_window: 1y")
            .replace("least_reliability: 0", "least_reliability: 1.5")
            .replace("rank_draws: 40", "rank_draws: many")
            .replace("name: other", "name: ''");
    assertThatThrownBy(() -> StatisticsProfile.parse(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "schemas/profiles/statistics.yaml:\n"
                + "  name = \"\": must be a word\n"
                + "  n_min.staff = 0: must be a whole number, at least 1\n"
                + "  peer_classes.department = \"alone\": must be one of one, by_volume\n"
                + "  worst_share = 1: must be between 0 and 1\n"
                + "  certainty: missing; must be between 0 and 1\n"
                + "  ranking_window = \"1y\": must be one of 1d, 7d, 30d, qtd\n"
                + "  least_reliability = 1.5: must be between 0 and 1\n"
                + "  rank_draws = \"many\": must be a whole number, at least 40");
  }

  @Test
  void fileThatIsNoYamlIsNamed() {
    assertThatThrownBy(() -> StatisticsProfile.parse("n_min: {"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("schemas/profiles/statistics.yaml: ");
  }
}
