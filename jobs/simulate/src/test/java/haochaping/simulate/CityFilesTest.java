package haochaping.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityFilesTest {
  @TempDir Path folder;

  @Test
  void eachStreamHasItsFileAndTheTruthStandsBesideThem() throws IOException {
    CityOptions options =
        CityOptions.of(1, LocalDate.of(2026, 1, 1), 40, 150)
            .withIrregularShare(0.05)
            .withBadShare(0.05);
    List<LocalDate> days = new ArrayList<>();
    long[] told = new long[1];

    CityFiles.write(
        folder.resolve("city"),
        options,
        (day, events) -> {
          days.add(day);
          told[0] = events;
        });

    long lines = 0;
    for (Topic topic : Topic.values()) {
      lines += lines(folder.resolve("city").resolve(topic.fileName()));
    }
    assertThat(lines).isEqualTo(told[0]);
    assertThat(days)
        .isEqualTo(LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2026, 2, 10)).toList());
    assertThat(Files.readString(folder.resolve("city/truth.jsonl"), StandardCharsets.UTF_8))
        .contains("\"kind\":\"withdrawn\"", "\"kind\":\"not_adopted\"", "\"code\":\"MALFORMED\"")
        .contains("\"detail\":\"mistaken\"", "\"detail\":\"malicious\"")
        .doesNotContain("UNKNOWN_SOURCE", "line feed inside");
  }

  private static long lines(Path file) throws IOException {
    long lines = 0;
    for (byte b : Files.readAllBytes(file)) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}
