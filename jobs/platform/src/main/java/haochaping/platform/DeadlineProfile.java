package haochaping.platform;

import haochaping.core.Terms;
import haochaping.core.WorkingDays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The terms of the city's rules. Read from {@code schemas/profiles/deadlines.yaml}. */
public final class DeadlineProfile {
  private static final String FILE = "profiles/deadlines.yaml";

  private DeadlineProfile() {}

  /**
   * The terms of the schemas.
   *
   * @throws IllegalArgumentException naming the file and every key that is wrong
   */
  public static Terms read() {
    return of(ProfileReader.of(FILE));
  }

  static Terms parse(String text) {
    return of(ProfileReader.parse(FILE, text));
  }

  private static Terms of(ProfileReader reader) {
    Map<LocalDate, Boolean> said = new HashMap<>();
    reader.dates("worked").forEach(date -> said.put(date, true));
    for (LocalDate date : reader.dates("free")) {
      if (said.put(date, false) != null) {
        reader.wrong(date + " is both worked and free");
      }
    }
    Terms terms =
        new Terms(
            reader.text("name"),
            reader.count("callback", 1),
            reader.count("rectification.simple", 1),
            reader.count("rectification.complex", 1),
            reader.count("paper_upload", 1),
            reader.count("supplement", 1),
            reader.count("escalation", 1),
            Set.copyOf(reader.texts("without_ledger")),
            WorkingDays.ANNOUNCED.with(said));
    reader.failIfAnyIsWrong();
    return terms;
  }
}
