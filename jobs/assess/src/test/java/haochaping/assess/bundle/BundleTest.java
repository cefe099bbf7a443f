package haochaping.assess.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.assess.Count;
import haochaping.assess.Quarter;
import haochaping.assess.Refusal;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.Inputs;
import haochaping.core.Dimension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class BundleTest {
  private static final Instant AT = Instant.parse("2026-07-05T01:02:03Z");

  @TempDir Path folder;

  private static Assessment assessment() {
    Inputs.Builder inputs = new Inputs.Builder();
    inputs.add(Dimension.CITY, "370400", Count.ADOPTED, 8_000);
    inputs.add(Dimension.CITY, "370400", Count.BAD_ADOPTED, 80);
    for (int i = 0; i < 8; i++) {
      String key = "37040" + i;
      inputs.name(Dimension.DISTRICT, key, i == 0 ? "=1+1" : "山亭区" + i);
      inputs.add(Dimension.DISTRICT, key, Count.REVIEWS, 1_000);
      inputs.add(Dimension.DISTRICT, key, Count.ADOPTED, 1_000);
      inputs.add(Dimension.DISTRICT, key, Count.BAD, 2 + 3L * i);
      inputs.add(Dimension.DISTRICT, key, Count.BAD_ADOPTED, 1 + 3L * i);
      inputs.add(Dimension.DISTRICT, key, Count.SERVICES, 1_500);
      inputs.add(Dimension.DISTRICT, key, Count.REVIEWED, 1_200);
      inputs.add(Dimension.DISTRICT, key, Count.REFUSED, i / 6);
    }
    return Assessment.of(Quarter.parse("2026Q2"), Formula.named("assessment-1"), inputs.build());
  }

  private static Bundle bundle(int revision) {
    return new Bundle(
        assessment(),
        "assessment-2026Q2-r" + revision,
        revision,
        revision == 1 ? null : "申诉复核",
        List.of(new Difference(Dimension.DISTRICT, "370401", "山亭区1", "bad_adopted", 5L, 4L)),
        Map.of("counts", 7L),
        AT,
        "haochaping test");
  }

  @Test
  void differencesAreInChinese() {
    String ground =
        "[{\"ground\":\"high rate\",\"value\":0.02,\"limit\":0.01234},"
            + "{\"ground\":\"bottom rank\",\"value\":8.0,\"limit\":8.0}]";
    assertThat(
            Sheets.differences(
                    List.of(
                        difference("score", 87.3, null),
                        difference("standing", "worse", "too_few_reviews"),
                        difference("grounds", "[]", ground),
                        difference("bad_adopted", 5L, 4L)))
                .rows()
                .stream()
                .map(row -> row.get(3) + ": " + row.get(4) + " " + row.get(5)))
        .containsExactly(
            "得分: 87.30 null", "评价结论: 劣于同类 样本不足", "约谈情形: 无 差评率高200.00、排名末位8", "差评数（核实后）: 5 4");
  }

  private static Difference difference(String figure, Object before, Object after) {
    return new Difference(Dimension.DISTRICT, "370401", "山亭区1", figure, before, after);
  }

  @Test
  void theSameSealGivesTheSameBytesAndReplacesWhatBrokeOff() throws IOException {
    String first = bundle(2).write(folder);
    Path files = folder.resolve("assessment-2026Q2-r2");
    assertThat(Bundle.problems(files, first)).isEmpty();
    Files.delete(files.resolve("scores-district.csv"));
    assertThat(bundle(2).write(folder)).isEqualTo(first);
    assertThat(Bundle.problems(files, first)).isEmpty();
    try (var names = Files.list(files)) {
      assertThat(names.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "accountability.csv",
              "assessment.pdf",
              "assessment.xlsx",
              "counts.csv",
              "differences.csv",
              "formula.yaml",
              "manifest.json",
              "scores-department.csv",
              "scores-district.csv",
              "scores-staff.csv");
    }
  }

  @Test
  void whatIsNotAsSealedIsNamed() throws IOException {
    String manifest = bundle(1).write(folder);
    Path files = folder.resolve("assessment-2026Q2-r1");
    Files.writeString(files.resolve("counts.csv"), "x");
    Files.delete(files.resolve("assessment.pdf"));
    assertThat(Bundle.problems(files, manifest))
        .containsExactly(
            files.resolve("assessment.pdf") + ": missing",
            files.resolve("counts.csv") + ": SHA-256 is not the sealed one");
    assertThat(Bundle.problems(files, "0"))
        .containsExactly(files.resolve("manifest.json") + ": SHA-256 is not the sealed one");
    assertThat(Bundle.problems(folder.resolve("none"), "0"))
        .containsExactly(folder.resolve("none/manifest.json") + ": missing");
  }

  @Test
  void somebodyElsesFolderIsNotReplaced() throws IOException {
    Path theirs = Files.createDirectory(folder.resolve("assessment-2026Q2-r1"));
    Files.writeString(theirs.resolve("letter.txt"), "x");
    assertThatThrownBy(() -> bundle(1).write(folder))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("exists and is no folder of this seal: move it away");
    assertThat(theirs.resolve("letter.txt")).exists();
  }

  @Test
  void excelOpensTheTextAsTextAndRunsNoName() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Sheet sheet =
        new Sheet(
            "x",
            "表",
            List.of("名称", "数"),
            List.of(
                List.of("=1+1", 0.1),
                List.of("a,\"b\"", -3L),
                java.util.Arrays.asList(null, 1e-7)));
    CsvFile.write(sheet, bytes);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\uFEFF名称,数\r\n\"'=1+1\",0.1\r\n\"a,\"\"b\"\"\",-3\r\n,0.0000001\r\n");
  }

  @Test
  void theWorkbookHasASheetForEachTableInChinese() throws Exception {
    bundle(2).write(folder);
    Path file = folder.resolve("assessment-2026Q2-r2/assessment.xlsx");
    try (ZipFile parts = new ZipFile(file.toFile())) {
      Document workbook =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(parts.getInputStream(parts.getEntry("xl/workbook.xml")));
      NodeList sheets = workbook.getElementsByTagName("sheet");
      assertThat(IntStream.range(0, sheets.getLength()).mapToObj(sheets::item))
          .extracting(sheet -> sheet.getAttributes().getNamedItem("name").getNodeValue())
          .containsExactly("区（市）得分", "部门得分", "窗口人员得分", "约谈名单", "计数", "修订差异");
    }
  }

  @Test
  void thePdfHoldsItsFonts() throws IOException {
    bundle(2).write(folder);
    Path file = folder.resolve("assessment-2026Q2-r2/assessment.pdf");
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      for (PDPage page : document.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
      assertThat(document.getDocumentInformation().getCreationDate().toInstant())
          .isEqualTo(AT.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  @Test
  void aMachineWithoutAFontSaysHowToGetOne() {
    assertThatThrownBy(() -> ChineseFont.find(List.of(folder)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no Chinese font for the PDF in " + folder)
        .hasMessageContaining("apt-get install fonts-wqy-zenhei");
  }
}
