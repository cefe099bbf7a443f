package haochaping.detect.reviewers;

/** The reviews of a day by row, in no order. Hashes are 0 where unknown, numbers -1. */
public interface DayRows {
  int size();

  /** Second of the day. */
  int second(int row);

  /** Level, 1 to 5. */
  int grade(int row);

  /** Whether it was given at a terminal or tablet of a hall. */
  boolean isTerminal(int row);

  long reviewer(int row);

  long origin(Origin origin, int row);

  /** Number of the department. */
  int department(int row);

  /** Number of the first member of staff. */
  int staff(int row);

  /** Number of the first member of staff, else of the matter, else of the department. */
  int target(int row);

  String reviewId(int row);
}
