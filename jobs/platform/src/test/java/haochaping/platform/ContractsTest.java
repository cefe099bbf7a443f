package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The contracts in the schemas against Iceberg's own reader. */
class ContractsTest {
  private static final List<String> TABLES = Lake.TABLES;

  @Test
  void everyContractIsATableAndTheOtherWayRound() throws Exception {
    URI folder = ContractsTest.class.getResource("/haochaping/schemas/tables").toURI();
    List<String> names = new ArrayList<>();
    if (folder.getScheme().equals("file")) {
      try (var files = Files.list(Path.of(folder))) {
        files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
      }
    } else {
      try (var jar = java.nio.file.FileSystems.newFileSystem(folder, java.util.Map.of());
          var files = Files.list(jar.getPath("/haochaping/schemas/tables"))) {
        files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
      }
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(TABLES);
  }

  @ParameterizedTest
  @FieldSource("TABLES")
  void contractSaysWhatEachColumnIs(String table) throws IOException {
    Lake.Contract contract = Lake.Contract.read(table);
    assertThat(contract.doc()).isNotBlank();
    assertThat(contract.schema().columns())
        .isNotEmpty()
        .allSatisfy(column -> assertThat(column.doc()).as(column.name()).isNotBlank());
    try (InputStream file =
        Lake.class.getResourceAsStream("/haochaping/schemas/tables/" + table + ".json")) {
      JsonNode root = new ObjectMapper().readTree(file);
      assertThat(root.path("table").asText()).isEqualTo("core." + table);
    }
  }

  @ParameterizedTest
  @FieldSource("TABLES")
  void idsAreUniqueAndNamesTrinoCanSpell(String table) {
    List<Integer> ids = new ArrayList<>();
    Lake.Contract contract = Lake.Contract.read(table);
    TypeUtil.visit(
        contract.schema(),
        new TypeUtil.SchemaVisitor<Void>() {
          @Override
          public Void field(Types.NestedField field, Void result) {
            ids.add(field.fieldId());
            return null;
          }

          @Override
          public Void list(Types.ListType list, Void result) {
            ids.add(list.elementId());
            return null;
          }
        });
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
    assertThat(contract.schema().columns())
        .allSatisfy(column -> assertThat(column.name()).matches("[a-z][a-z0-9_]*"));
  }

  @ParameterizedTest
  @CsvSource({
    "review_changes, 44",
    "services, 34",
    "rectifications, 28",
    "rejected, 9",
    "repeats, 5",
    "findings, 23",
    "finding_reviews, 5",
    "deliveries, 15",
    "baselines, 5",
    "alarms, 13",
    "names, 4",
    "tags, 4",
    "counts, 9",
    "rates, 16",
    "rankings, 33",
    "funnels, 9",
    "assessment_inputs, 9",
    "assessments, 25"
  })
  void rowHasAFieldForEachColumn(String table, int fields) {
    RowType row = Lake.rowType(table);
    assertThat(row.getFieldCount()).isEqualTo(fields);
    assertThat(row.getFieldNames())
        .containsExactlyElementsOf(
            Lake.Contract.read(table).schema().columns().stream()
                .map(Types.NestedField::name)
                .toList());
  }

  @Test
  void unknownTableHasNoContract() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Lake.rowType("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no contract /haochaping/schemas/tables/nothing.json");
  }

  @Test
  void referenceRowsAreMapsByColumn() {
    assertThat(Reference.rows("areas"))
        .anySatisfy(
            row -> {
              assertThat(row.get("area_code")).isEqualTo("370499000000");
              assertThat(row.get("code")).isEqualTo("370499");
            });
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Reference.rows("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing.csv");
  }
}
