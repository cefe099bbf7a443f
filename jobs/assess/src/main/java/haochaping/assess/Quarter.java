package haochaping.assess;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quarter of a year.
 *
 * @param year from 2000 to 2100
 * @param number from 1 to 4
 */
public record Quarter(int year, int number) implements Period {
  private static final String[] NUMBERS = {"一", "二", "三", "四"};
  private static final Pattern FORM = Pattern.compile("(20\\d\\d|2100)Q([1-4])");

  /**
   * @param text such as 2026Q3
   * @throws IllegalArgumentException if it is no quarter
   */
  public static Quarter parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + ": no quarter; write it like 2026Q3");
    }
    return new Quarter(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public LocalDate firstDay() {
    return LocalDate.of(year, 3 * number - 2, 1);
  }

  @Override
  public LocalDate lastDay() {
    return firstDay().plusMonths(3).minusDays(1);
  }

  @Override
  public String chinese() {
    return year + "年第" + NUMBERS[number - 1] + "季度";
  }

  @Override
  public String toString() {
    return year + "Q" + number;
  }
}
