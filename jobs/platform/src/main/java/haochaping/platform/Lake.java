package haochaping.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** The Iceberg tables: made after their contracts in the schemas, written by append only. */
public final class Lake {
  public static final String CATALOG = "lake";
  public static final String CORE = "core";

  /** Every table of schema {@code core}. */
  public static final List<String> TABLES =
      List.of(
          "review_changes",
          "services",
          "rectifications",
          "rejected",
          "repeats",
          "findings",
          "finding_reviews",
          "deliveries",
          "outcomes",
          "deadlines",
          "step_counts",
          "baselines",
          "alarms",
          "names",
          "tags",
          "counts",
          "rates",
          "rankings",
          "funnels",
          "assessment_inputs",
          "assessments");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CatalogLoader loader;

  public Lake(ReadableConfig options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("uri", options.get(JobOptions.CATALOG_URI));
    properties.put("jdbc.user", options.get(JobOptions.CATALOG_USER));
    properties.put("jdbc.password", options.get(JobOptions.CATALOG_PASSWORD));
    properties.put("jdbc.schema-version", "V1");
    properties.put("warehouse", options.get(JobOptions.WAREHOUSE));
    properties.put("io-impl", "org.apache.iceberg.hadoop.HadoopFileIO");
    loader =
        CatalogLoader.custom(CATALOG, properties, files(), "org.apache.iceberg.jdbc.JdbcCatalog");
  }

  /**
   * How files are reached. A local one gets no file of checksums beside it, which nobody would
   * delete with it; Parquet has its own.
   */
  private static Configuration files() {
    Configuration files = new Configuration(false);
    files.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    return files;
  }

  /**
   * The contract of a table.
   *
   * @param personal columns of who a person is and what he or she wrote; all optional
   */
  record Contract(
      String name, String doc, List<String> personal, Schema schema, PartitionSpec spec) {
    static Contract read(String table) {
      String path = "/haochaping/schemas/tables/" + table + ".json";
      try (InputStream file = Lake.class.getResourceAsStream(path)) {
        if (file == null) {
          throw new IllegalArgumentException("no contract " + path);
        }
        JsonNode root = JSON.readTree(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        Schema schema = SchemaParser.fromJson(JSON.writeValueAsString(root.get("schema")));
        PartitionSpec spec =
            PartitionSpecParser.fromJson(
                schema, JSON.writeValueAsString(root.get("partition-spec")));
        List<String> personal = new ArrayList<>();
        root.path("personal").forEach(column -> personal.add(column.textValue()));
        return new Contract(table, root.get("doc").textValue(), personal, schema, spec);
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
    }
  }

  /**
   * Makes the namespaces and tables that are missing and brings the others up to their contracts:
   * optional columns and docs are added; a change that would break a reader or the data is refused.
   *
   * @return what was done, a line each
   * @throws IllegalStateException naming every contradiction between a table and its contract
   */
  public List<String> align() {
    return align(TABLES.stream().map(Contract::read).toList());
  }

  List<String> align(List<Contract> contracts) {
    List<String> done = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Catalog catalog = loader.loadCatalog();
    for (String namespace : List.of(CORE, "analysis", "published")) {
      SupportsNamespaces namespaces = (SupportsNamespaces) catalog;
      if (!namespaces.namespaceExists(Namespace.of(namespace))) {
        namespaces.createNamespace(Namespace.of(namespace));
        done.add("made schema " + namespace);
      }
    }
    for (Contract contract : contracts) {
      TableIdentifier id = TableIdentifier.of(CORE, contract.name());
      if (!catalog.tableExists(id)) {
        catalog
            .buildTable(id, contract.schema())
            .withPartitionSpec(contract.spec())
            .withProperties(properties(contract))
            .create();
        done.add("made table core." + contract.name());
      } else {
        align(catalog.loadTable(id), contract, done, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the tables contradict their contracts in schemas/tables:\n  "
              + String.join("\n  ", problems));
    }
    return done;
  }

  private static void align(
      Table table, Contract contract, List<String> done, List<String> problems) {
    String name = "core." + contract.name();
    UpdateSchema update = table.updateSchema();
    int changes = 0;
    for (NestedField wanted : contract.schema().columns()) {
      NestedField live = table.schema().findField(wanted.name());
      if (live == null) {
        if (wanted.isRequired()) {
          problems.add(
              name
                  + "."
                  + wanted.name()
                  + ": a new column must be optional; rows without it exist");
        } else {
          update.addColumn(wanted.name(), wanted.type(), wanted.doc());
          done.add("added column " + name + "." + wanted.name());
          changes++;
        }
        continue;
      }
      if (!sameShape(live.type(), wanted.type())) {
        problems.add(
            name
                + "."
                + wanted.name()
                + " is "
                + live.type()
                + ", the contract says "
                + wanted.type()
                + ": write a new column beside it");
      } else if (live.isOptional() && wanted.isRequired()) {
        problems.add(
            name
                + "."
                + wanted.name()
                + " is optional, the contract says required: rows without"
                + " it may exist");
      } else if (live.isRequired() && wanted.isOptional()) {
        update.makeColumnOptional(wanted.name());
        done.add("made column " + name + "." + wanted.name() + " optional");
        changes++;
      }
      if (wanted.doc() != null && !wanted.doc().equals(live.doc())) {
        update.updateColumnDoc(wanted.name(), wanted.doc());
        changes++;
      }
    }
    for (NestedField live : table.schema().columns()) {
      if (contract.schema().findField(live.name()) == null) {
        problems.add(
            name
                + "."
                + live.name()
                + " is not in the contract: columns are not dropped; put it"
                + " back into schemas/tables/"
                + contract.name()
                + ".json");
      }
    }
    if (problems.isEmpty() && changes > 0) {
      update.commit();
    }
    Map<String, String> properties = properties(contract);
    properties.entrySet().removeAll(table.properties().entrySet());
    // Fixed when a table is made.
    properties.remove("format-version");
    if (problems.isEmpty() && !properties.isEmpty()) {
      UpdateProperties set = table.updateProperties();
      properties.forEach(set::set);
      set.commit();
      done.add("set properties of " + name);
    }
  }

  private static boolean sameShape(Type live, Type wanted) {
    if (live.isListType() && wanted.isListType()) {
      return live.asListType().elementType().equals(wanted.asListType().elementType());
    }
    return live.equals(wanted);
  }

  /** Columns of each table that say who a person is or what he or she wrote. */
  public static Map<String, List<String>> personal() {
    Map<String, List<String>> personal = new LinkedHashMap<>();
    for (String table : TABLES) {
      List<String> columns = Contract.read(table).personal();
      if (!columns.isEmpty()) {
        personal.put(table, columns);
      }
    }
    return personal;
  }

  private static Map<String, String> properties(Contract contract) {
    Map<String, String> properties = new HashMap<>();
    properties.put("comment", contract.doc());
    properties.put("format-version", "2");
    properties.put("write.parquet.compression-codec", "zstd");
    properties.put("write.parquet.compression-level", "1");
    // Numbers and tokens of projects never repeat: their dictionaries are given up early.
    properties.put("write.parquet.dict-size-bytes", "131072");
    properties.put("write.metadata.metrics.default", "truncate(16)");
    // Bounds of such a column would be copies of it in the manifests.
    for (String column : contract.personal()) {
      properties.put("write.metadata.metrics.column." + column, "counts");
    }
    // Who erases rewrites rows that he has read; what the jobs append meanwhile is none of them.
    properties.put("write.update.isolation-level", "snapshot");
    properties.put("write.delete.isolation-level", "snapshot");
    properties.put("write.merge.isolation-level", "snapshot");
    properties.put("write.distribution-mode", "none");
    properties.put("write.metadata.delete-after-commit.enabled", "true");
    properties.put("write.metadata.previous-versions-max", "20");
    // Written anew by each commit, once more by each that has to be tried again.
    properties.put("write.metadata.compression-codec", "gzip");
    // Each commit brings a manifest, and a query reads all of them before its first row.
    properties.put("commit.manifest.min-count-to-merge", "10");
    properties.put("commit.retry.num-retries", "20");
    // A checkpoint without rows makes no snapshot.
    properties.put("flink.max-continuous-empty-commits", "1000000");
    return properties;
  }

  /** The row type of a table, for what is written to it. */
  public static RowType rowType(String table) {
    return FlinkSchemaUtil.convert(Contract.read(table).schema());
  }

  /** An open handle on a table; {@link Lake#align()} must have made it. */
  public Table table(String name) {
    return loader.loadCatalog().loadTable(TableIdentifier.of(CORE, name));
  }

  /** Length of a file of the warehouse in bytes, or -1 where there is none. */
  public long length(String path) {
    InputFile file = new HadoopFileIO(files()).newInputFile(path);
    return file.exists() ? file.getLength() : -1;
  }

  /**
   * Appends rows to an unpartitioned table: all of them in one commit, or none.
   *
   * @param rows column to value; a time is an {@link java.time.OffsetDateTime}; a column that is
   *     left out is NULL
   */
  public void append(String name, List<Map<String, Object>> rows) {
    Table table = table(name);
    if (!table.spec().isUnpartitioned()) {
      throw new IllegalArgumentException("core." + name + " is partitioned");
    }
    GenericRecord record = GenericRecord.create(table.schema());
    String file = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    try {
      DataWriter<Record> writer =
          Parquet.writeData(table.io().newOutputFile(file))
              .forTable(table)
              .createWriterFunc(type -> GenericParquetWriter.create(table.schema(), type))
              .build();
      try (writer) {
        rows.forEach(row -> writer.write(record.copy(row)));
      }
      table.newAppend().appendFile(writer.toDataFile()).commit();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /**
   * Names the newest snapshot of each table. A named snapshot stays readable, whatever is
   * rewritten, deleted or forgotten later.
   *
   * @param tag moves there where a table has it already
   * @return snapshot by table
   */
  public Map<String, Long> pin(String tag, List<String> tables) {
    Map<String, Long> snapshots = new LinkedHashMap<>();
    for (String name : tables) {
      Table table = table(name);
      if (table.currentSnapshot() == null) {
        // Nothing cannot be named; a snapshot without rows can.
        table.newAppend().commit();
      }
      long snapshot = table.currentSnapshot().snapshotId();
      if (table.refs().containsKey(tag)) {
        table.manageSnapshots().replaceTag(tag, snapshot).commit();
      } else {
        table.manageSnapshots().createTag(tag, snapshot).commit();
      }
      snapshots.put(name, snapshot);
    }
    return snapshots;
  }

  /** Takes a name away from a table, which has it; its snapshot may then be forgotten. */
  public void unpin(String tag, String name) {
    table(name).manageSnapshots().removeTag(tag).commit();
  }

  /** The named snapshots of those of the tables that have one of that name. */
  public Map<String, Long> pinned(String tag, List<String> tables) {
    Map<String, Long> snapshots = new LinkedHashMap<>();
    for (String name : tables) {
      SnapshotRef ref = table(name).refs().get(tag);
      if (ref != null) {
        snapshots.put(name, ref.snapshotId());
      }
    }
    return snapshots;
  }

  /**
   * Appends rows to a table, exactly once.
   *
   * @param parallelism of the rows' operator: the writer is chained to it
   */
  public void append(DataStream<RowData> rows, String table, int parallelism) {
    TableLoader tableLoader = TableLoader.fromCatalog(loader, TableIdentifier.of(CORE, table));
    IcebergSink.forRowData(rows)
        .tableLoader(tableLoader)
        .table(table(table))
        .uidSuffix("lake-" + table)
        .writeParallelism(parallelism)
        .distributionMode(DistributionMode.NONE)
        .append();
  }
}
