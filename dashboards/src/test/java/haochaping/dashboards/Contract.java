package haochaping.dashboards;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/** The views that datasets may read, and the columns that users rely on. */
final class Contract {
  static final Map<String, Set<String>> VIEWS =
      Map.ofEntries(
          entry(
              "reviews",
              columns(
                  "review_id source event_time event_date ingest_time district department"
                      + " department_name matter matter_name staff channel mode review_round level is_bad"
                      + " is_default real_name verdict adopted tags text has_case flags revision")),
          entry(
              "rates",
              columns(
                  "dimension key name window as_of reviews bad adopted bad_adopted defaults rate"
                      + " rate_adopted shrunk low high enough prior_version")),
          entry(
              "rates_history",
              columns(
                  "dimension key name window as_of reviews bad adopted bad_adopted defaults rate"
                      + " rate_adopted")),
          entry(
              "standings",
              columns(
                  "as_of dimension peer_class key name reviews bad_adopted rate_adopted shrunk low high"
                      + " rank rank_low rank_high of enough change adopted expected ratio ratio_low"
                      + " ratio_high probability_worst standing no_difference reliability prior_mean"
                      + " prior_strength prior_version formula_version")),
          entry(
              "findings",
              columns(
                  "finding_id revision state verdict audience kind dimension key name department"
                      + " window_start window_end observed expected ratio p_value q_value"
                      + " recurrence_days detector detector_version detected_at event_time evidence")),
          entry("finding_reviews", columns("finding_id review_id role")),
          entry(
              "alarms",
              columns(
                  "evaluated_at kind detector dimension years findings withdrawn explained false_alarms"
                      + " false_per_year promised_per_year confirmed rejected delay_days")),
          entry("names", columns("dimension key name")),
          entry(
              "assessments",
              columns(
                  "quarter revision dimension peer_class key name score rank rank_low rank_high"
                      + " components formula_version sealed_at of standing enough reliability shrunk low"
                      + " high counts formula_digest reason manifest_digest")),
          entry("accountability", columns("quarter dimension key name ground value limit since")),
          entry(
              "deadlines",
              columns("review_id department staff step due_at done_at overdue provisional")),
          entry(
              "rectification_rates",
              columns(
                  "dimension key name quarter bad real_name_bad called_back callback_rate valid_bad"
                      + " rectified rectification_rate due on_time on_time_rate second_reviews"
                      + " second_good")),
          entry(
              "funnels",
              columns(
                  "as_of dimension peer_class key name adopted bad_adopted rate_adopted distance"
                      + " warning_low warning_high action_low action_high center tau2 phi units")),
          entry(
              "rectifications",
              columns(
                  "review_id ledger_no department staff level real_name callback_at called_back is_true"
                      + " is_reasonable is_mistaken is_malicious confirmed handling_level status"
                      + " rectified_at reply updated_at")),
          entry(
              "participation", columns("dimension key name day services reviewed active defaults")),
          entry("tags", columns("day department matter level tag text driver n")),
          entry(
              "data_quality",
              columns(
                  "day source received accepted repeated rejected late unattributed top_reason")),
          entry("rejections", columns("day source stream code n")),
          entry("months", columns("month district name reviews")),
          entry("levels", columns("month levels reviews")),
          entry("topics", columns("month topic reviews")));

  private Contract() {}

  private static Set<String> columns(String names) {
    return Set.of(names.split(" "));
  }
}
