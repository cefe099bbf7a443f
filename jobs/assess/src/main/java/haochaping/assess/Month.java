package haochaping.assess;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** A month of a year. */
public record Month(YearMonth month) implements Period {

  /**
   * @param text such as 2026-06
   * @throws IllegalArgumentException if it is no month
   */
  public static Month parse(String text) {
    try {
      return new Month(YearMonth.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(text + ": no month; write it like 2026-06", e);
    }
  }

  @Override
  public LocalDate firstDay() {
    return month.atDay(1);
  }

  @Override
  public LocalDate lastDay() {
    return month.atEndOfMonth();
  }

  @Override
  public String chinese() {
    return month.getYear() + "年" + month.getMonthValue() + "月";
  }

  @Override
  public String toString() {
    return month.toString();
  }
}
