package haochaping.assess.seal;

import haochaping.assess.Quarter;
import haochaping.assess.Refusal;
import haochaping.assess.bundle.Bundle;
import haochaping.assess.bundle.Manifest;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.platform.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Computes sealed quarters again from their named snapshots; every digit must be the same. */
public final class Verification {
  private final Tables tables;
  private final Lake lake;
  private final Consumer<String> progress;

  /**
   * @param progress takes a line for each revision
   */
  public Verification(Tables tables, Lake lake, Consumer<String> progress) {
    this.tables = tables;
    this.lake = lake;
    this.progress = progress;
  }

  /**
   * Verifies every revision of a quarter.
   *
   * @param folder that holds the folders of sealed files; those that are not there are not checked
   * @return what differs, a line each; empty where nothing does
   * @throws Refusal if the quarter is not sealed
   */
  public List<String> verify(Quarter quarter, Path folder) throws SQLException, IOException {
    int newest = tables.newestRevision(quarter);
    if (newest == 0) {
      List<String> sealed = tables.sealedQuarters();
      throw new Refusal(
          quarter
              + " is not sealed"
              + (sealed.isEmpty()
                  ? "; no quarter is: seal one with infra/hcp assess QUARTER"
                  : "; sealed are " + String.join(", ", sealed)));
    }
    List<String> problems = new ArrayList<>();
    for (int revision = 1; revision <= newest; revision++) {
      Tag tag = new Tag(quarter, revision);
      List<String> found = verify(tag, folder.resolve(tag.toString()));
      found.forEach(problem -> problems.add(tag + ": " + problem));
    }
    return problems;
  }

  private List<String> verify(Tag tag, Path files) throws SQLException, IOException {
    List<String> problems = new ArrayList<>();
    Map<String, Long> pinned = lake.pinned(tag.toString(), Tag.TABLES);
    for (String table : Tag.TABLES) {
      if (!pinned.containsKey(table)) {
        problems.add("core." + table + " has no tag of that name any more");
      }
    }
    if (!problems.isEmpty()) {
      return problems;
    }
    List<SealedRow> sealed = new ArrayList<>(tables.sealed(tag));
    sealed.sort(SealedRow.ORDER);
    Tables.Frozen frozen = tables.frozen(tag);
    Formula formula = frozen.formula();
    Assessment assessment =
        Assessment.of(
            tag.quarter(),
            formula,
            tables.inputs(tag.quarter(), tag, frozen.rows(), frozen.frozenAt()));
    String manifest = sealed.get(0).text("manifest_digest");
    List<SealedRow> computed =
        SealedRow.of(
            assessment,
            new SealedRow.Stamp(tag, sealed.get(0).text("reason"), manifest, frozen.frozenAt()));
    compare(sealed, computed, problems);
    boolean haveFiles = Files.isDirectory(files);
    if (haveFiles) {
      List<String> ofFiles = Bundle.problems(files, manifest);
      problems.addAll(ofFiles);
      if (ofFiles.isEmpty() && !Manifest.read(files).snapshots().equals(pinned)) {
        problems.add("the tag names other snapshots than the manifest: somebody moved it");
      }
    }
    progress.accept(
        "%s: %d scores computed again from the snapshots, %s; %s"
            .formatted(
                tag,
                computed.size(),
                problems.isEmpty() ? "equal to the last digit" : problems.size() + " differ",
                haveFiles ? "files in " + files : "files not found in " + files));
    return problems;
  }

  private static void compare(
      List<SealedRow> sealed, List<SealedRow> computed, List<String> problems) {
    TreeMap<String, SealedRow> again = new TreeMap<>();
    computed.forEach(row -> again.put(row.id(), row));
    for (SealedRow row : sealed) {
      SealedRow same = again.remove(row.id());
      if (same == null) {
        problems.add(row.id() + ": sealed, but not computed (or sealed twice)");
      } else {
        problems.addAll(row.differences(same));
      }
    }
    again.keySet().forEach(id -> problems.add(id + ": computed, but not sealed"));
  }
}
