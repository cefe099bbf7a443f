package haochaping.assess.seal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.assess.Count;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.Ground;
import haochaping.assess.score.Part;
import haochaping.assess.score.Scored;
import haochaping.core.CityClock;
import haochaping.core.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A row of {@code core.assessments}, as written and as computed again: column to value, doubles bit
 * for bit.
 */
public record SealedRow(Map<String, Object> columns) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** By dimension, class and key. */
  public static final Comparator<SealedRow> ORDER =
      Comparator.comparing(SealedRow::dimension)
          .thenComparing(row -> row.text("peer_class"))
          .thenComparing(SealedRow::key);

  /**
   * What is the same for all rows of a seal.
   *
   * @param reason of the revision, or null
   * @param manifestDigest of the sealed files
   */
  record Stamp(Tag tag, String reason, String manifestDigest, Instant sealedAt) {}

  static List<SealedRow> of(Assessment assessment, Stamp stamp) {
    List<SealedRow> rows = new ArrayList<>();
    assessment.keys().forEach(one -> rows.add(of(assessment, one, stamp)));
    return rows;
  }

  private static SealedRow of(Assessment assessment, Scored one, Stamp stamp) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("quarter", stamp.tag.quarter().toString());
    columns.put("revision", stamp.tag.revision());
    columns.put("dimension", one.dimension().word());
    columns.put("peer_class", one.peerClass());
    columns.put("key", one.inputs().key());
    columns.put("name", one.inputs().name());
    columns.put("score", one.score() == null ? null : one.score().doubleValue());
    columns.put("rank", one.place() == null ? null : one.place().rank());
    columns.put("rank_low", one.place() == null ? null : one.place().low());
    columns.put("rank_high", one.place() == null ? null : one.place().high());
    columns.put("of", one.of());
    columns.put("standing", one.group().word());
    columns.put("enough", one.enough());
    columns.put("reliability", one.reliability());
    columns.put("shrunk", one.shrunk());
    columns.put("low", one.low());
    columns.put("high", one.high());
    columns.put("components", components(one));
    columns.put("grounds", grounds(one));
    columns.put("counts", counts(one));
    columns.put("formula_version", assessment.formula().version());
    columns.put("formula_digest", assessment.formula().digest());
    columns.put("reason", stamp.reason);
    columns.put("manifest_digest", stamp.manifestDigest);
    columns.put("sealed_at", stamp.sealedAt);
    return new SealedRow(columns);
  }

  private static String components(Scored one) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode parts = json.putArray("parts");
    for (Part part : one.parts()) {
      parts
          .addObject()
          .put("measure", part.measure())
          .put("weight", part.weight())
          .put("value", part.value())
          .put("points", part.points());
    }
    ObjectNode deductions = json.putObject("deductions");
    one.deductions().forEach((fault, points) -> deductions.put(fault.word(), points));
    return json.toString();
  }

  private static String grounds(Scored one) {
    ArrayNode json = JSON.createArrayNode();
    for (Ground ground : one.grounds()) {
      json.addObject()
          .put("ground", ground.kind())
          .put("value", ground.value())
          .put("limit", ground.limit());
    }
    return json.toString();
  }

  private static String counts(Scored one) {
    ObjectNode json = JSON.createObjectNode();
    for (Count count : Count.values()) {
      if (one.inputs().counts().containsKey(count)) {
        json.put(count.word(), one.inputs().count(count));
      }
    }
    one.inputs().outside().forEach((name, value) -> json.put(FrozenRow.OUTSIDE + name, value));
    return json.toString();
  }

  static SealedRow read(ResultSet rows) throws SQLException {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      String name = rows.getMetaData().getColumnLabel(i);
      columns.put(name, name.equals("sealed_at") ? Tables.instant(rows, i) : rows.getObject(i));
    }
    return new SealedRow(columns);
  }

  /** As {@link haochaping.platform.Lake#append} takes it. */
  Map<String, Object> toAppend() {
    Map<String, Object> row = new LinkedHashMap<>(columns);
    row.computeIfPresent(
        "sealed_at", (name, at) -> OffsetDateTime.ofInstant((Instant) at, CityClock.OFFSET));
    return row;
  }

  public Dimension dimension() {
    return Tables.dimension(text("dimension"));
  }

  public String key() {
    return text("key");
  }

  public String name() {
    return text("name");
  }

  public String text(String column) {
    return (String) columns.get(column);
  }

  public Instant sealedAt() {
    return (Instant) columns.get("sealed_at");
  }

  /** The key among all of a seal: dimension and key. */
  String id() {
    return text("dimension") + ' ' + key();
  }

  /** Where two rows of a key differ, in words; empty where they are equal to the last digit. */
  List<String> differences(SealedRow other) {
    List<String> differences = new ArrayList<>();
    columns.forEach(
        (column, value) -> {
          Object theirs = other.columns.get(column);
          if (other.columns.containsKey(column) && !Objects.equals(value, theirs)) {
            differences.add(id() + ": " + column + " sealed " + value + ", computed " + theirs);
          }
        });
    return differences;
  }
}
