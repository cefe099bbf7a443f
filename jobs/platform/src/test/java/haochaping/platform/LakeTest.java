package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.platform.Lake.Contract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.MetricsModes;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and contracts in a real JDBC catalog on PostgreSQL. */
class LakeTest {
  private static EmbeddedPostgres postgres;

  @TempDir Path warehouse;

  private Lake lake;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void emptyCatalog() throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE");
      statement.execute("CREATE SCHEMA public");
    }
    Configuration options = new Configuration();
    options.set(JobOptions.CATALOG_URI, postgres.getJdbcUrl("postgres", "postgres"));
    options.set(JobOptions.CATALOG_USER, "postgres");
    options.set(JobOptions.CATALOG_PASSWORD, "postgres");
    options.set(JobOptions.WAREHOUSE, warehouse.toUri().toString());
    lake = new Lake(options);
  }

  @Test
  void makesEverythingOnceAndNothingTheSecondTime() {
    List<String> done = lake.align();
    assertThat(done)
        .contains("made schema core", "made schema analysis", "made schema published")
        .contains("made table core.review_changes", "made table core.rates")
        .hasSize(3 + Lake.TABLES.size());
    for (String name : Lake.TABLES) {
      Contract contract = Contract.read(name);
      Table table = lake.table(name);
      assertThat(table.schema().asStruct().fields().stream().map(NestedField::name))
          .containsExactlyElementsOf(
              contract.schema().columns().stream().map(NestedField::name).toList());
      assertThat(table.schema().columns().stream().map(NestedField::isRequired))
          .containsExactlyElementsOf(
              contract.schema().columns().stream().map(NestedField::isRequired).toList());
      assertThat(table.spec().fields().stream().map(field -> field.name() + field.transform()))
          .containsExactlyElementsOf(
              contract.spec().fields().stream()
                  .map(field -> field.name() + field.transform())
                  .toList());
      assertThat(table.properties()).containsEntry("comment", contract.doc());
    }
    assertThat(lake.align()).isEmpty();
  }

  @Test
  void columnsAboutPeopleMayBeBlankedAndLeaveNoBoundsBehind() {
    lake.align();
    assertThat(Lake.personal())
        .containsEntry("review_changes", List.of("text", "reviewer", "phone", "device", "address"))
        .containsEntry("services", List.of("applicant", "applicant_phone", "agent"))
        .containsEntry("rectifications", List.of("reply"))
        .hasSize(3);
    Lake.personal()
        .forEach(
            (name, columns) -> {
              Table table = lake.table(name);
              for (String column : columns) {
                assertThat(table.schema().findField(column).isOptional()).as(column).isTrue();
                assertThat(MetricsConfig.forTable(table).columnMode(column))
                    .isEqualTo(MetricsModes.Counts.get());
              }
            });
  }

  @Test
  void aTableOfAnEarlierReleaseGetsTheProperties() {
    lake.align();
    lake.table("services").updateProperties().remove("write.update.isolation-level").commit();
    assertThat(lake.align()).containsExactly("set properties of core.services");
    assertThat(lake.table("services").properties())
        .containsEntry("write.update.isolation-level", "snapshot");
    assertThat(lake.align()).isEmpty();
  }

  @Test
  void addsAnOptionalColumnAndKeepsTheOthersIds() {
    lake.align();
    int id = lake.table("names").schema().findField("name").fieldId();
    List<NestedField> columns = columns();
    columns.add(NestedField.optional(99, "script", Types.StringType.get(), "Its script"));

    assertThat(lake.align(List.of(names(columns))))
        .containsExactly("added column core.names.script");
    NestedField added = lake.table("names").schema().findField("script");
    assertThat(added.isOptional()).isTrue();
    assertThat(added.doc()).isEqualTo("Its script");
    assertThat(lake.table("names").schema().findField("name").fieldId()).isEqualTo(id);
    assertThat(lake.align(List.of(names(columns)))).isEmpty();
  }

  @Test
  void commitsGatherNeitherManifestsNorOldMetadata() {
    lake.align();
    for (int i = 0; i < 40; i++) {
      lake.append("names", List.of(name("n" + i)));
      Table table = lake.table("names");
      assertThat(table.currentSnapshot().allManifests(table.io())).hasSizeLessThanOrEqualTo(10);
    }
    Table table = lake.table("names");
    assertThat(table.currentSnapshot().summary()).containsEntry("total-data-files", "40");
    // The newest and the twenty before it.
    assertThat(warehouse.resolve("core/names/metadata").toFile().list())
        .filteredOn(file -> file.endsWith(".metadata.json"))
        .hasSize(21)
        .allMatch(file -> file.endsWith(".gz.metadata.json"));
  }

  @Test
  void appendedRowsAreCommittedAtOnceAndANamedSnapshotOutlivesItsSuccessors() throws Exception {
    lake.align();
    lake.append("names", List.of(name("a"), name("b")));
    long first = lake.pin("seal", List.of("names", "counts")).get("names");
    lake.append("names", List.of(name("c")));
    try (Stream<Path> files = Files.walk(warehouse)) {
      assertThat(files.map(Path::toString))
          .anyMatch(file -> file.endsWith(".parquet"))
          .noneMatch(file -> file.endsWith(".crc"));
    }
    Table table = lake.table("names");
    table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
    table.refresh();
    assertThat(table.snapshots()).hasSize(2);
    assertThat(table.snapshot(first).summary()).containsEntry("total-records", "2");
    assertThat(lake.pinned("seal", List.of("names", "counts", "rates")))
        .containsEntry("names", first)
        .containsOnlyKeys("names", "counts");

    assertThat(lake.pin("seal", List.of("names")).get("names"))
        .isEqualTo(table.currentSnapshot().snapshotId());
    lake.unpin("seal", "names");
    assertThat(lake.pinned("seal", List.of("names", "counts"))).containsOnlyKeys("counts");
  }

  @Test
  void aPartitionedTableIsNotAppendedToByHand() {
    lake.align();
    assertThatThrownBy(() -> lake.append("counts", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("core.counts is partitioned");
  }

  private static Map<String, Object> name(String key) {
    return Map.of(
        "dimension",
        "district",
        "key",
        key,
        "name",
        key,
        "updated_at",
        OffsetDateTime.of(2026, 7, 1, 0, 0, 0, 0, ZoneOffset.UTC));
  }

  @Test
  void newDocReachesTheTable() {
    lake.align();
    List<NestedField> columns = columns();
    NestedField old = columns.get(2);
    columns.set(2, NestedField.required(old.fieldId(), old.name(), old.type(), "What people say"));
    lake.align(List.of(names(columns)));
    assertThat(lake.table("names").schema().findField(old.name()).doc())
        .isEqualTo("What people say");
  }

  @Test
  void requiredColumnMayBecomeOptional() {
    lake.align();
    List<NestedField> columns = columns();
    NestedField old = columns.get(2);
    columns.set(2, NestedField.optional(old.fieldId(), old.name(), old.type(), old.doc()));
    assertThat(lake.align(List.of(names(columns))))
        .containsExactly("made column core.names.name optional");
    assertThat(lake.table("names").schema().findField("name").isOptional()).isTrue();
  }

  @Test
  void everyContradictionIsNamedAtOnceAndNothingIsChanged() {
    lake.align();
    List<NestedField> columns = new ArrayList<>();
    for (NestedField column : columns()) {
      if (column.name().equals("name")) {
        columns.add(retyped(column, Types.IntegerType.get()));
      } else if (!column.name().equals("updated_at")) {
        columns.add(column);
      }
    }
    columns.add(NestedField.required(98, "script", Types.StringType.get(), "Its script"));
    columns.add(NestedField.optional(99, "note", Types.StringType.get(), "A note"));

    assertThatThrownBy(() -> lake.align(List.of(names(columns))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the tables contradict their contracts in schemas/tables:")
        .hasMessageContaining(
            "core.names.name is string, the contract says int: write a new column beside it")
        .hasMessageContaining(
            "core.names.script: a new column must be optional; rows without it exist")
        .hasMessageContaining(
            "core.names.updated_at is not in the contract: columns are not dropped; put it back"
                + " into schemas/tables/names.json");
    assertThat(lake.table("names").schema().findField("note")).isNull();
  }

  @Test
  void optionalColumnDoesNotBecomeRequired() {
    lake.align();
    List<NestedField> columns = columns();
    columns.add(NestedField.optional(99, "script", Types.StringType.get(), "Its script"));
    lake.align(List.of(names(columns)));
    columns.set(
        columns.size() - 1,
        NestedField.required(99, "script", Types.StringType.get(), "Its script"));
    assertThatThrownBy(() -> lake.align(List.of(names(columns))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("core.names.script is optional, the contract says required");
  }

  private static List<NestedField> columns() {
    return new ArrayList<>(Contract.read("names").schema().columns());
  }

  private static NestedField retyped(NestedField column, Type type) {
    return NestedField.required(column.fieldId(), column.name(), type, column.doc());
  }

  private static Contract names(List<NestedField> columns) {
    Contract contract = Contract.read("names");
    return new Contract(
        "names", contract.doc(), contract.personal(), new Schema(columns), contract.spec());
  }
}
