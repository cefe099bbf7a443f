package haochaping.assess.seal;

import haochaping.assess.Quarter;
import haochaping.assess.Refusal;
import haochaping.assess.bundle.Bundle;
import haochaping.assess.bundle.Difference;
import haochaping.assess.formula.Component;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.Inputs;
import haochaping.platform.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Seals quarters.
 *
 * <pre>
 * freeze what has no additive table -> name the snapshots -> read them -> score -> files -> rows
 * </pre>
 *
 * <p>The rows come last and at once: a seal exists when its rows do. One that broke off before is
 * gone on with from its named snapshots where the same is asked for, and otherwise begun anew.
 */
public final class Seal {
  /** Default formula of a quarter that was never sealed. */
  public static final String FORMULA = "assessment-1";

  private final Tables tables;
  private final Lake lake;
  private final String software;
  private final Consumer<String> progress;

  /**
   * @param software version of this program
   * @param progress takes a line for each step
   */
  public Seal(Tables tables, Lake lake, String software, Consumer<String> progress) {
    this.tables = tables;
    this.lake = lake;
    this.software = software;
    this.progress = progress;
  }

  /**
   * What is asked for.
   *
   * @param formula or null for that of the last revision, else {@link #FORMULA}
   * @param reason for a revision, or null for the first seal
   * @param measures from elsewhere, or null for those of the last revision
   * @param folder that holds the folders of sealed files
   */
  public record Request(
      Quarter quarter,
      Formula formula,
      String reason,
      List<OutsideMeasure> measures,
      Path folder) {}

  /**
   * What was sealed.
   *
   * @param differences to the revision before
   */
  public record Result(Tag tag, Assessment assessment, List<Difference> differences, Path files) {}

  /**
   * Seals.
   *
   * @param now when
   * @throws Refusal if the quarter is not over, or sealed and no reason is given, or not sealed and
   *     one is
   */
  public Result seal(Request request, Instant now) throws SQLException, IOException {
    Quarter quarter = request.quarter();
    int last = tables.newestRevision(quarter);
    checkRevision(request, last);
    checkOver(quarter);
    Tag tag = new Tag(quarter, last + 1);
    Tables.Frozen frozen = frozen(request, tag, last, now.truncatedTo(ChronoUnit.MILLIS));
    Map<String, Long> snapshots = lake.pinned(tag.toString(), Tag.TABLES);
    progress.accept("reading the counts of " + quarter + " under the tag " + tag);
    Inputs inputs = tables.inputs(quarter, tag, frozen.rows(), frozen.frozenAt());
    progress.accept("scoring with " + frozen.formula().version());
    Assessment assessment = Assessment.of(quarter, frozen.formula(), inputs);
    List<Difference> differences = last == 0 ? List.of() : differences(assessment, tag, last);
    progress.accept("writing the files");
    Bundle bundle =
        new Bundle(
            assessment,
            tag.toString(),
            tag.revision(),
            request.reason(),
            differences,
            snapshots,
            frozen.frozenAt(),
            software);
    String manifest = bundle.write(request.folder());
    progress.accept("sealing");
    List<SealedRow> rows =
        SealedRow.of(
            assessment, new SealedRow.Stamp(tag, request.reason(), manifest, frozen.frozenAt()));
    lake.append("assessments", rows.stream().map(SealedRow::toAppend).toList());
    return new Result(tag, assessment, differences, request.folder().resolve(tag.toString()));
  }

  private static void checkRevision(Request request, int last) {
    Quarter quarter = request.quarter();
    if (last > 0 && request.reason() == null) {
      throw new Refusal(
          quarter
              + " is sealed (revision "
              + last
              + "): to seal what is known by now, add --revise --reason TEXT; to only look, add"
              + " --what-if");
    }
    if (last == 0 && request.reason() != null) {
      throw new Refusal(quarter + " is not sealed yet: leave --revise out");
    }
  }

  private void checkOver(Quarter quarter) throws SQLException {
    Optional<LocalDate> close = tables.lastClose();
    if (close.isEmpty()) {
      throw new Refusal(
          "no day is closed yet: feed reviews, with --close for the last day, and let the jobs"
              + " take them in");
    }
    if (!close.get().isAfter(quarter.lastDay())) {
      throw new Refusal(
          quarter
              + " is not over: the newest closed day is "
              + close.get().minusDays(1)
              + ", its last is "
              + quarter.lastDay()
              + "; wait for it, or look at it so far with --what-if");
    }
  }

  /** The frozen inputs under the tag: those of a seal that broke off, or fresh ones. */
  private Tables.Frozen frozen(Request request, Tag tag, int last, Instant now)
      throws SQLException {
    Tables.Frozen before = last == 0 ? null : tables.frozen(new Tag(request.quarter(), last));
    Formula formula = request.formula();
    if (formula == null) {
      formula = before == null ? Formula.named(FORMULA) : before.formula();
    }
    List<FrozenRow> outside = outside(request, before);
    checkMeasures(formula, outside);
    if (lake.pinned(tag.toString(), Tag.TABLES).size() == Tag.TABLES.size()) {
      Tables.Frozen broken = tables.frozen(tag);
      if (broken.formula().digest().equals(formula.digest())
          && outside(broken.rows()).equals(outside)) {
        progress.accept("going on with the seal begun at " + broken.frozenAt());
        return broken;
      }
      // Were this to break off too, its tags must not look whole.
      lake.unpin(tag.toString(), Tag.INPUTS);
    }
    progress.accept("freezing participation, refusals and names");
    List<FrozenRow> rows = new ArrayList<>(tables.freeze(request.quarter(), formula));
    rows.addAll(outside);
    lake.append(Tag.INPUTS, rows.stream().map(row -> row.columns(tag, now)).toList());
    lake.pin(tag.toString(), Tag.TABLES);
    return tables.frozen(tag);
  }

  private static List<FrozenRow> outside(Request request, Tables.Frozen before) {
    if (request.measures() != null) {
      return request.measures().stream()
          .map(OutsideMeasure::frozen)
          .sorted(FrozenRow.ORDER)
          .toList();
    }
    return before == null ? List.of() : outside(before.rows());
  }

  private static List<FrozenRow> outside(List<FrozenRow> rows) {
    return rows.stream()
        .filter(row -> row.measure().startsWith(FrozenRow.OUTSIDE))
        .sorted(FrozenRow.ORDER)
        .toList();
  }

  /** A part of the formula that nobody has a figure for is a mistake, not a missing figure. */
  private static void checkMeasures(Formula formula, List<FrozenRow> outside) {
    for (Component component : formula.outside()) {
      String measure = FrozenRow.OUTSIDE + component.measure();
      if (outside.stream().noneMatch(row -> row.measure().equals(measure))) {
        throw new Refusal(
            "formula "
                + formula.version()
                + " has the part outside."
                + component.measure()
                + ", of which there is no figure: feed it with infra/hcp feed --stream measures, or give a file"
                + " with --measures");
      }
    }
  }

  private List<Difference> differences(Assessment assessment, Tag tag, int last)
      throws SQLException {
    Tag before = new Tag(tag.quarter(), last);
    Tables.Frozen frozen = tables.frozen(before);
    Inputs inputs = tables.inputs(tag.quarter(), before, frozen.rows(), frozen.frozenAt());
    return Differences.between(
        inputs,
        tables.sealed(before),
        assessment.inputs(),
        SealedRow.of(assessment, new SealedRow.Stamp(tag, null, null, frozen.frozenAt())));
  }

  /**
   * Scores without sealing anything: a sealed quarter under its newest tag, another as its tables
   * are now.
   *
   * @param formula or null for the one in force
   * @param measures from elsewhere, or null for the sealed ones
   */
  public Assessment whatIf(
      Quarter quarter, Formula formula, List<OutsideMeasure> measures, Instant now)
      throws SQLException {
    int last = tables.newestRevision(quarter);
    Request request = new Request(quarter, formula, null, measures, null);
    if (last == 0) {
      Formula chosen = formula == null ? Formula.named(FORMULA) : formula;
      List<FrozenRow> rows = new ArrayList<>(tables.freeze(quarter, chosen));
      rows.addAll(outside(request, null));
      checkMeasures(chosen, rows);
      return Assessment.of(quarter, chosen, tables.inputs(quarter, null, rows, now));
    }
    Tag tag = new Tag(quarter, last);
    Tables.Frozen frozen = tables.frozen(tag);
    Formula chosen = formula == null ? frozen.formula() : formula;
    List<FrozenRow> rows = new ArrayList<>(frozen.rows());
    rows.removeIf(row -> row.measure().startsWith(FrozenRow.OUTSIDE));
    rows.addAll(outside(request, frozen));
    checkMeasures(chosen, rows);
    return Assessment.of(quarter, chosen, tables.inputs(quarter, tag, rows, frozen.frozenAt()));
  }
}
