package haochaping.assess.seal;

import haochaping.assess.Quarter;
import java.util.List;

/**
 * The name of the snapshots that a revision of a quarter was computed from.
 *
 * @param revision from 1
 */
public record Tag(Quarter quarter, int revision) {
  /** The frozen inputs; pinned last, so that their tag says that all are pinned. */
  static final String INPUTS = "assessment_inputs";

  /** What an assessment is computed from: tables that name no reviewer, project or text. */
  static final List<String> TABLES = List.of("counts", "step_counts", "outcomes", INPUTS);

  /** Such as assessment-2026Q3-r1: the name of the tag, and of the folder of the sealed files. */
  @Override
  public String toString() {
    return "assessment-" + quarter + "-r" + revision;
  }
}
