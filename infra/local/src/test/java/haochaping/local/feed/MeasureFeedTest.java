package haochaping.local.feed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.local.Failure;
import haochaping.local.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said before anything is published; StackIT publishes. */
class MeasureFeedTest {
  @TempDir Path folder;

  private void publish(Path file) throws IOException {
    MeasureFeed.publish(World.openOrCreate(folder, folder.resolve("world")), file);
  }

  @Test
  void everyWrongLineOfATableIsNamed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("survey.csv"),
            "\uFEFFquarter,dimension,key,measure,value\n"
                + "2026Q1,district,370402,satisfaction,91.5\n"
                + "2026Q5,district,370402,satisfaction,91.5\n"
                + "2026Q1,matter,T,satisfaction,1\n"
                + "2026Q1,staff,d/1,satisfaction,much\n"
                + "2026Q1,staff,,satisfaction,1\n");
    assertThatThrownBy(() -> publish(file))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "nothing is published:\n  "
                + file
                + ":3: 2026Q5: no quarter; write it like 2026Q3\n  "
                + file
                + ":4: dimension = matter: must be one of district, department, staff\n  "
                + file
                + ":5: value = much: must be a number\n  "
                + file
                + ":6: key and measure must not be empty");
  }

  @Test
  void lineThatLacksAFieldIsNamed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("survey.jsonl"),
            "{\"quarter\":\"2026Q1\",\"dimension\":\"district\",\"key\":\"370402\",\"measure\":\"s\"}\n"
                + "{\"dimension\":\"district\",\"key\":\"370402\",\"measure\":\"s\",\"value\":1}\n");
    assertThatThrownBy(() -> publish(file))
        .hasMessageContaining(file + ":1: value = null: must be a number")
        .hasMessageContaining(
            file + ":2: no quarter; a measure has quarter, dimension, key, measure and value");
  }

  @Test
  void lineThatIsNoJsonIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("survey.jsonl"), "quarter,dimension\n");
    assertThatThrownBy(() -> publish(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file + ":1: Unrecognized token 'quarter'");
  }
}
