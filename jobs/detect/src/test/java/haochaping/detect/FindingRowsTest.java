package haochaping.detect;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.detect.concentration.Town;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

class FindingRowsTest {
  @Test
  void verificationIsARowForEachAge() {
    int day = Town.day("2026-03-02");
    List<RowData> rows = new ArrayList<>();
    FindingRows.verification(Town.verification(day, 1.5, 1.25, .975), 1000, rows::add);
    assertThat(rows).hasSize(61);
    assertThat(rows.stream().map(row -> row.getString(1).toString())).containsOnly("verification");
    assertThat(rows.get(0).getInt(0)).isEqualTo(day);
    assertThat(rows.get(0).getString(2)).hasToString("0");
    assertThat(rows.get(0).getDouble(3)).isEqualTo(1.5);
    assertThat(rows.get(59).getDouble(3)).isEqualTo(1.25);
    assertThat(rows.get(60).getString(2)).hasToString("60");
    assertThat(rows.get(60).getDouble(3)).isEqualTo(.975);
    assertThat(rows.get(60).getTimestamp(4, 3).getMillisecond()).isEqualTo(1000);
  }
}
