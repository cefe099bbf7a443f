package haochaping.platform;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataDictionaryTest {
  private static final Path SCHEMAS = Path.of("../../schemas");

  private static final String RATES =
      "dimension key name window as_of reviews bad adopted bad_adopted defaults rate rate_adopted";
  private static final String SHRUNK = " shrunk low high enough prior_version";
  private static final String PLACES =
      "as_of dimension peer_class key name reviews bad_adopted rate_adopted shrunk low high"
          + " rank rank_low rank_high of enough change adopted expected ratio ratio_low"
          + " ratio_high probability_worst standing no_difference reliability prior_mean"
          + " prior_strength prior_version formula_version";

  /** What users of each view rely on: a column may be added at the end, none may go or move. */
  private static final Map<String, String> CONTRACT =
      Map.ofEntries(
          entry(
              "reviews",
              "review_id source event_time event_date ingest_time district department"
                  + " department_name matter matter_name staff channel mode review_round level"
                  + " is_bad is_default real_name verdict adopted tags text has_case flags"
                  + " revision"),
          entry("rates", RATES + SHRUNK),
          entry("rates_history", RATES),
          entry("rates_published", RATES + SHRUNK),
          entry("rankings", PLACES),
          entry("standings", PLACES),
          entry(
              "funnels",
              "as_of dimension peer_class key name adopted bad_adopted rate_adopted distance"
                  + " warning_low warning_high action_low action_high center tau2 phi units"),
          entry(
              "rectifications",
              "review_id ledger_no department staff level real_name callback_at called_back is_true"
                  + " is_reasonable is_mistaken is_malicious confirmed handling_level status"
                  + " rectified_at reply updated_at"),
          entry("coverage", "quarter dimension total reviewed rate"),
          entry("participation", "dimension key name day services reviewed active defaults"),
          entry("tags", "day department matter level tag text driver n"),
          entry(
              "data_quality",
              "day source received accepted repeated rejected late unattributed top_reason"),
          entry("rejections", "day source stream code n"),
          entry(
              "findings",
              "finding_id revision state verdict audience kind dimension key name department"
                  + " window_start window_end observed expected ratio p_value q_value"
                  + " recurrence_days detector detector_version detected_at event_time evidence"),
          entry("finding_reviews", "finding_id review_id role"),
          entry(
              "deliveries",
              "delivery_id finding_id revision kind audience department recipient address channel"
                  + " purpose state attempt at reason"),
          entry(
              "alarms",
              "evaluated_at kind detector dimension years findings withdrawn explained false_alarms"
                  + " false_per_year promised_per_year confirmed rejected delay_days"),
          entry("names", "dimension key name"),
          entry(
              "assessments",
              "quarter revision dimension peer_class key name score rank rank_low rank_high"
                  + " components formula_version sealed_at of standing enough reliability shrunk low"
                  + " high counts formula_digest reason manifest_digest"),
          entry("deadlines", "review_id department staff step due_at done_at overdue provisional"),
          entry(
              "rectification_rates",
              "dimension key name quarter bad real_name_bad called_back callback_rate valid_bad"
                  + " rectified rectification_rate due on_time on_time_rate second_reviews"
                  + " second_good"),
          entry("published_months", "month district name reviews"),
          entry("published_levels", "month levels reviews"),
          entry("published_topics", "month topic reviews"),
          entry("accountability", "quarter dimension key name ground value limit since"),
          entry(
              "services",
              "source project_no service_number service_time service_date district department"
                  + " department_name matter matter_name staff status is_service handling"
                  + " accept_time result_time promised promise_unit promise_kind matter_type"
                  + " applicant_kind flags revision"));

  static Set<String> views() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS.resolve("views"))) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString().replace(".sql", "")));
      return names;
    }
  }

  private static String sql(String view) throws IOException {
    return Files.readString(SCHEMAS.resolve("views").resolve(view + ".sql"));
  }

  @Test
  void thePageSaysWhatTheContractFilesSay() throws IOException {
    assertThat(Files.readString(SCHEMAS.resolve(DataDictionary.FILE)))
        .as(
            "schemas/%s is older than the contract files; write it anew from the root with%n"
                + "infra/hcp --version && java -cp 'infra/local/target/lib/*' %s",
            DataDictionary.FILE, DataDictionary.class.getName())
        .isEqualTo(DataDictionary.generate(SCHEMAS));
  }

  @Test
  void everyViewOfTheContractHasAFileAndNoOther() throws IOException {
    assertThat(views()).containsExactlyInAnyOrderElementsOf(CONTRACT.keySet());
  }

  @ParameterizedTest
  @MethodSource("views")
  void aViewSaysWhatEachColumnOfTheContractMeans(String view) throws IOException {
    DataDictionary.View head = DataDictionary.View.of(sql(view));
    assertThat(head.doc()).as("free text at the head of %s.sql", view).isNotBlank();
    assertThat(head.columns().keySet())
        .as("lines -- column: meaning at the head of %s.sql", view)
        .containsExactly(CONTRACT.get(view).split(" "));
  }

  @ParameterizedTest
  @MethodSource("views")
  void aViewSelectsTheColumnsThatItExplains(String view) throws IOException {
    assertThat(selected(sql(view)))
        .as("columns of the outer SELECT of %s.sql", view)
        .containsExactlyElementsOf(DataDictionary.View.of(sql(view)).columns().keySet());
  }

  /** The names of the outer SELECT's columns: it is the last that begins a line. */
  private static List<String> selected(String sql) {
    String list = sql.substring(sql.lastIndexOf("\nSELECT") + "\nSELECT".length());
    list = list.substring(0, list.indexOf("\nFROM"));
    List<String> names = new ArrayList<>();
    int depth = 0;
    StringBuilder item = new StringBuilder();
    for (char c : (list + ',').toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        Matcher last = Pattern.compile("(\\w+)\"?\\s*$").matcher(item);
        names.add(last.find() ? last.group(1) : item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    return names;
  }
}
