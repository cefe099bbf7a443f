package haochaping.detect.reviewers;

/** The reviews held, and the tables that were fixed at the closes of their days. */
public interface Held {
  /** The reviews of a day, or null. */
  DayRows day(int day);

  /**
   * The days of some with a review of a person, ascending; empty with fewer reviews than so many.
   */
  int[] days(long reviewer, int first, int last, int fewest);

  /** Code of a numbered unit. */
  String code(int unit);

  /** First day of the history. */
  int firstDay();

  /** Share of bad reviews in the city by the table in force on a day, NaN before there is one. */
  double badShare(int day);

  /** Day of the table in force on a day. */
  int tableDay(int day);

  /** Whether many departments had more reviews at once, by the table of the day. */
  boolean isCampaign(int day);
}
