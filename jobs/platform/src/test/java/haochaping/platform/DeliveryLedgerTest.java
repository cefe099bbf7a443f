package haochaping.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haochaping.platform.DeliveryLedger.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryLedgerTest {
  @TempDir Path warehouse;

  private static Row row(long offset, String at) {
    long millis = Instant.parse(at).toEpochMilli();
    return new Row(
        offset,
        "d1",
        "f1",
        2,
        "CONCENTRATION",
        "department",
        "A",
        "department:A",
        "a…@x.example",
        "mail",
        "new",
        "sent",
        1,
        millis,
        null);
  }

  private static List<String> rows(Lake lake) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> all = IcebergGenerics.read(lake.table("deliveries")).build()) {
      for (Record one : all) {
        rows.add(one.getField("log_offset") + " " + one.getField("at"));
      }
    }
    rows.sort(null);
    return rows;
  }

  @Test
  void rowsAndHowFarTheyGoAreCommittedTogether() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      Map<String, String> options =
          Map.of(
              JobOptions.CATALOG_URI.key(),
              postgres.getJdbcUrl("postgres", "postgres"),
              JobOptions.CATALOG_USER.key(),
              "postgres",
              JobOptions.CATALOG_PASSWORD.key(),
              "postgres",
              JobOptions.WAREHOUSE.key(),
              warehouse.toUri().toString());
      Lake lake = new Lake(org.apache.flink.configuration.Configuration.fromMap(options));
      lake.align();
      DeliveryLedger ledger = new DeliveryLedger(options);
      assertThat(ledger.next()).isZero();

      ledger.append(List.of(row(3, "2026-02-28T23:00:00Z"), row(4, "2026-03-01T01:00:00Z")), 0, 6);
      assertThat(ledger.next()).isEqualTo(6);
      assertThat(lake.table("deliveries").currentSnapshot().summary())
          .containsEntry(DeliveryLedger.NEXT, "6")
          .containsEntry("added-data-files", "2");

      assertThatThrownBy(() -> ledger.append(List.of(row(3, "2026-03-01T01:00:00Z")), 0, 6))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("core.deliveries is written up to 6, not to 0");

      ledger.append(List.of(), 6, 9);
      assertThat(new DeliveryLedger(options).next()).isEqualTo(9);
      assertThat(rows(lake)).containsExactly("3 2026-02-28T23:00Z", "4 2026-03-01T01:00Z");
      assertThat(lake.align()).isEmpty();
      assertThat(ledger.next()).isEqualTo(9);
    }
  }
}
