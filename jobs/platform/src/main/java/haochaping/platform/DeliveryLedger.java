package haochaping.platform;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * Writes {@code core.deliveries}. How far the log of deliveries is written is a property of the
 * table and changes with the rows, in one commit: each row is there once, whenever the writer dies.
 */
public final class DeliveryLedger {
  /** The table's property: offset of the first event that may have rows still to be written. */
  static final String NEXT = "hcp.deliveries.next";

  private static final String TABLE = "deliveries";

  private final Lake lake;

  /** A row of {@code core.deliveries}: its columns in their order; times in epoch ms. */
  public record Row(
      long logOffset,
      String deliveryId,
      String findingId,
      Integer revision,
      String kind,
      String audience,
      String department,
      String recipient,
      String address,
      String channel,
      String purpose,
      String state,
      int attempt,
      long at,
      String reason) {}

  /**
   * @param options values of the catalog's {@link JobOptions}, by key
   */
  public DeliveryLedger(Map<String, String> options) {
    this(new Lake(Configuration.fromMap(options)));
  }

  DeliveryLedger(Lake lake) {
    this.lake = lake;
  }

  /**
   * Offset of the first event whose rows are not in the table.
   *
   * @throws RuntimeException of Iceberg's while the table or the catalog is not there
   */
  public long next() {
    return next(lake.table(TABLE));
  }

  private static long next(Table table) {
    return Long.parseLong(table.properties().getOrDefault(NEXT, "0"));
  }

  /**
   * Appends the rows of some events.
   *
   * @param from offset of the first of these events: {@link #next} as it is now
   * @param to offset after the last of them
   * @throws IllegalStateException if another writer was here
   * @throws RuntimeException of Iceberg's; nothing is written then, or all of it, as {@link #next}
   *     says
   */
  public void append(List<Row> rows, long from, long to) {
    Table table = lake.table(TABLE);
    if (next(table) != from) {
      throw new IllegalStateException(
          "core." + TABLE + " is written up to " + next(table) + ", not to " + from);
    }
    Transaction transaction = table.newTransaction();
    AppendFiles append = transaction.newAppend().set(NEXT, Long.toString(to));
    files(table, rows).forEach(append::appendFile);
    append.commit();
    transaction.updateProperties().set(NEXT, Long.toString(to)).commit();
    transaction.commitTransaction();
  }

  private static List<DataFile> files(Table table, List<Row> rows) {
    InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
    PartitionKey key = new PartitionKey(table.spec(), table.schema());
    Map<PartitionKey, List<Record>> parts = new LinkedHashMap<>();
    for (Row row : rows) {
      Record record = record(table, row);
      key.partition(wrapper.wrap(record));
      parts.computeIfAbsent(key.copy(), part -> new ArrayList<>()).add(record);
    }
    List<DataFile> files = new ArrayList<>();
    parts.forEach((part, records) -> files.add(file(table, part, records)));
    return files;
  }

  private static Record record(Table table, Row row) {
    Record record = GenericRecord.create(table.schema());
    record.setField("log_offset", row.logOffset());
    record.setField("delivery_id", row.deliveryId());
    record.setField("finding_id", row.findingId());
    record.setField("revision", row.revision());
    record.setField("kind", row.kind());
    record.setField("audience", row.audience());
    record.setField("department", row.department());
    record.setField("recipient", row.recipient());
    record.setField("address", row.address());
    record.setField("channel", row.channel());
    record.setField("purpose", row.purpose());
    record.setField("state", row.state());
    record.setField("attempt", row.attempt());
    record.setField("at", OffsetDateTime.ofInstant(Instant.ofEpochMilli(row.at()), ZoneOffset.UTC));
    record.setField("reason", row.reason());
    return record;
  }

  private static DataFile file(Table table, PartitionKey part, List<Record> records) {
    String path =
        table
            .locationProvider()
            .newDataLocation(table.spec(), part, TABLE + '-' + UUID.randomUUID() + ".parquet");
    try {
      DataWriter<Record> writer =
          Parquet.writeData(table.io().newOutputFile(path))
              .forTable(table)
              .withPartition(part)
              .createWriterFunc(GenericParquetWriter::create)
              .build();
      try (writer) {
        records.forEach(writer::write);
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new IllegalStateException(path + ": " + e.getMessage(), e);
    }
  }
}
