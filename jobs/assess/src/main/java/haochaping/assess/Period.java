package haochaping.assess;

import java.time.LocalDate;

/** Whole days that are judged together; {@code toString} is its name in commands and files. */
public sealed interface Period permits Quarter, Month {
  LocalDate firstDay();

  LocalDate lastDay();

  /** Its name in Chinese. */
  String chinese();
}
