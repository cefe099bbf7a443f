package haochaping.assess.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideMeasureTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("survey.csv"), text);
  }

  @Test
  void figuresAreReadByColumnName() throws IOException {
    assertThat(
            OutsideMeasure.read(
                file("\uFEFFmeasure,value,key,dimension\nsatisfaction,91.5,370402,district\n")))
        .containsExactly(
            new OutsideMeasure("district", "370402", "satisfaction", 91.5, "survey.csv"));
  }

  @Test
  void everyWrongLineIsNamed() throws IOException {
    Path file =
        file(
            "dimension,key,measure,value\nmatter,T,s,1\nstaff,d/1,s,much\nstaff,,s,1\n"
                + "staff,d/2,s,1\nstaff,d/2,s,2\n");
    assertThatThrownBy(() -> OutsideMeasure.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file + ":2: dimension = matter: must be one of district, department")
        .hasMessageContaining(file + ":3: value = much: must be a number")
        .hasMessageContaining(file + ":4: key and measure must not be empty")
        .hasMessageContaining(file + ":6: the measure of this key is there already");
  }

  @Test
  void aFileWithOtherColumnsIsRefused() throws IOException {
    Path file = file("a,b\n1,2\n");
    assertThatThrownBy(() -> OutsideMeasure.read(file))
        .hasMessage(
            file + ":1: the first line must name the columns dimension, key, measure, value");
  }
}
