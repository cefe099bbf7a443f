package haochaping.local.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A folder of raw files that a test fills record by record; each starts from an ordinary one. */
final class RawFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  RawFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** Stage "1" of the project at 09:00 on 2 March, department D, matter T, staff M, changed so. */
  RawFolder service(String project, Consumer<ObjectNode> change) {
    return record(
        "cases",
        """
        {"dataSource":"zz","projectNo":"%s","serviceNumber":"1","areaCode":"370402000000",
        "deptCode":"D","taskCode":"T","proStatus":3,"serviceTime":"2026-03-02 09:00:00",
        "proChannel":2,"proManagerNo":"M","updateTime":"2026-03-02 09:00:01"}"""
            .formatted(project),
        change);
  }

  RawFolder service(String project) {
    return service(project, record -> {});
  }

  /** A review of stage "1" of the project, level 5 on a tablet at 10:00 on 2 March, changed so. */
  RawFolder review(String project, Consumer<ObjectNode> change) {
    return record(
        "reviews",
        """
        {"dataSource":"zz","projectNo":"%s","assessNumber":"1","reviewRound":1,"pf":4,
        "satisfaction":5,"assessTime":"2026-03-02 10:00:00","isdefault":0,"effective":1,
        "updateTime":"2026-03-02 10:00:01"}"""
            .formatted(project),
        change);
  }

  RawFolder review(String project) {
    return review(project, record -> {});
  }

  /** A ledger entry of 3 March that says nothing, changed so. */
  RawFolder ledger(String project, Consumer<ObjectNode> change) {
    return record(
        "rectifications",
        """
        {"dataSource":"zz","projectNo":"%s","assessNumber":"1","updateTime":"2026-03-03 10:00:00"}"""
            .formatted(project),
        change);
  }

  /** A verdict of 4 March, not adopted, changed so. */
  RawFolder verdict(String project, Consumer<ObjectNode> change) {
    return record(
        "verdicts",
        """
        {"dataSource":"zz","projectNo":"%s","assessNumber":"1","verdict":"not_adopted",
        "reason":"已核实","by":"督查室","updateTime":"2026-03-04 10:00:00"}"""
            .formatted(project),
        change);
  }

  RawFolder verdict(String project) {
    return verdict(project, record -> {});
  }

  RawFolder line(String stream, byte[] line) {
    try {
      Path file = folder.resolve(stream + ".jsonl");
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RawFolder record(String stream, String text, Consumer<ObjectNode> change) {
    try {
      ObjectNode record = (ObjectNode) JSON.readTree(text);
      change.accept(record);
      return line(stream, JSON.writeValueAsString(record).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
