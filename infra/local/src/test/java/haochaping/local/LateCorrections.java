package haochaping.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of a quarter's reviews after it is over, one record for a review: bad ones get
 * another level or a ledger entry, others another level, a withdrawal or a verdict.
 */
final class LateCorrections {
  static final String SAID_AT = "2026-11-02 10:00:00";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<String>> lines =
      Map.of(
          "cases", new ArrayList<>(),
          "reviews", new ArrayList<>(),
          "rectifications", new ArrayList<>(),
          "verdicts", new ArrayList<>());

  /**
   * Corrects every bad review of the quarter, and others spread over it.
   *
   * @param city folder of raw files without faulty ones
   * @param most records
   */
  static LateCorrections of(Path city, LocalDate firstDay, LocalDate lastDay, int most)
      throws IOException {
    List<ObjectNode> bad = new ArrayList<>();
    List<ObjectNode> others = new ArrayList<>();
    for (ObjectNode review : newest(city.resolve("reviews.jsonl"))) {
      LocalDate day = LocalDate.parse(review.path("assessTime").asText().substring(0, 10));
      if (review.path("reviewRound").asInt(1) == 1
          && !day.isBefore(firstDay)
          && !day.isAfter(lastDay)) {
        boolean isBad = review.path("satisfaction").asInt() <= 2;
        (isBad ? bad : others).add(review);
      }
    }
    LateCorrections corrections = new LateCorrections();
    for (int i = 0; i < bad.size(); i++) {
      corrections.ofBad(bad.get(i), i % 6);
    }
    long wanted = most - bad.size();
    if (wanted > others.size()) {
      throw new IllegalArgumentException("too few reviews: " + (bad.size() + others.size()));
    }
    for (int i = 0; i < wanted; i++) {
      corrections.ofAnother(others.get((int) (i * (long) others.size() / wanted)), i % 20);
    }
    return corrections;
  }

  /** The records in force by identity. */
  private static Iterable<ObjectNode> newest(Path reviews) throws IOException {
    Map<String, ObjectNode> newest = new LinkedHashMap<>();
    for (String line : Files.readAllLines(reviews)) {
      ObjectNode review = (ObjectNode) JSON.readTree(line);
      newest.merge(
          identity(review),
          review,
          (one, other) -> updated(other).compareTo(updated(one)) < 0 ? one : other);
    }
    return newest.values();
  }

  private static String identity(JsonNode review) {
    return review.path("projectNo").asText()
        + '/'
        + review.path("assessNumber").asText()
        + '/'
        + review.path("reviewRound").asInt(1);
  }

  private static String updated(JsonNode review) {
    return review.path("updateTime").asText("");
  }

  private void ofBad(ObjectNode review, int kind) throws IOException {
    String day = review.path("assessTime").asText().substring(0, 10);
    switch (kind) {
      case 0 -> level(review, 5);
      case 1 -> ledger(review, null, "simple", 3, null, false);
      case 2 -> ledger(review, day, "simple", 0, null, true);
      case 3 -> ledger(review, day, "simple", 2, day, false);
      case 4 -> ledger(review, day, "complex", 2, LocalDate.parse(day).plusDays(33) + "", false);
      default -> ledger(review, day, "no_basis", 0, null, false);
    }
  }

  private void ofAnother(ObjectNode review, int kind) throws IOException {
    if (kind < 2) {
      level(review, 1);
    } else if (kind < 7) {
      level(review, 4);
    } else if (kind < 16) {
      withdraw(review);
    } else {
      verdict(identity(review), null, "not_adopted", SAID_AT);
    }
  }

  private void level(ObjectNode review, int level) throws IOException {
    review.put("satisfaction", level).put("writingEvaluation", "更正").putNull("evalDetail");
    said("reviews", review, SAID_AT);
  }

  private void withdraw(ObjectNode review) throws IOException {
    said("reviews", review.put("effective", 0), SAID_AT);
  }

  /**
   * A ledger entry.
   *
   * @param called the day, or null where nobody was called back
   * @param status 0 none, 2 done, 3 refused
   * @param rectified the day, or null
   */
  private void ledger(
      ObjectNode review,
      String called,
      String handling,
      int status,
      String rectified,
      boolean mistaken)
      throws IOException {
    ObjectNode entry = about(identity(review));
    entry.put("callbackTime", called == null ? null : called + " 23:30:00");
    entry.put("callbackResult", called == null ? 0 : 1);
    entry.put("isTrue", mistaken ? 0 : 1).put("isMistaken", mistaken ? 1 : 0);
    entry.put("handlingLevel", handling).put("rectifyStatus", status);
    entry.put("rectifyTime", rectified == null ? null : rectified + " 23:40:00");
    said("rectifications", entry, SAID_AT);
  }

  /**
   * A verdict.
   *
   * @param review project, stage and round with slashes between
   * @param finding that it is about, or null
   */
  void verdict(String review, String finding, String word, String at) throws IOException {
    ObjectNode verdict = about(review);
    verdict.put("findingId", finding).put("verdict", word);
    verdict.put("reason", "申诉复核").put("by", "督查室");
    said("verdicts", verdict, at);
  }

  private static ObjectNode about(String review) {
    String[] names = review.split("/", -1);
    return JSON.createObjectNode()
        .put("dataSource", "zz-zwfw")
        .put("projectNo", names[0])
        .put("assessNumber", names[1])
        .put("reviewRound", Integer.parseInt(names[2]));
  }

  private void said(String stream, ObjectNode record, String at) throws IOException {
    lines.get(stream).add(JSON.writeValueAsString(record.put("updateTime", at)));
  }

  /** How many records there are. */
  int size() {
    return lines.values().stream().mapToInt(List::size).sum();
  }

  /** Writes a file for each stream, and returns the folder. */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, List<String>> stream : lines.entrySet()) {
      Files.write(folder.resolve(stream.getKey() + ".jsonl"), stream.getValue());
    }
    return folder;
  }
}
