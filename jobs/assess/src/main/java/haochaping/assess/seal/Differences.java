package haochaping.assess.seal;

import haochaping.assess.bundle.Difference;
import haochaping.assess.score.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** What a revision changes: every result that differs, then every count behind it. */
final class Differences {
  private static final List<String> RESULTS = List.of("score", "rank", "standing", "grounds");

  private Differences() {}

  static List<Difference> between(
      Inputs before, List<SealedRow> rowsBefore, Inputs after, List<SealedRow> rowsAfter) {
    List<Difference> differences = new ArrayList<>();
    TreeMap<String, SealedRow> were = byId(rowsBefore);
    TreeMap<String, SealedRow> are = byId(rowsAfter);
    TreeMap<String, SealedRow> all = new TreeMap<>(were);
    all.putAll(are);
    all.forEach(
        (id, any) -> {
          for (String figure : RESULTS) {
            Object was = were.containsKey(id) ? were.get(id).columns().get(figure) : null;
            Object is = are.containsKey(id) ? are.get(id).columns().get(figure) : null;
            if (!Objects.equals(was, is)) {
              differences.add(
                  new Difference(any.dimension(), any.key(), any.name(), figure, was, is));
            }
          }
        });
    for (Inputs.Change change : before.changesTo(after)) {
      differences.add(
          new Difference(
              change.dimension(),
              change.key(),
              change.name(),
              change.figure(),
              change.before(),
              change.after()));
    }
    return differences;
  }

  private static TreeMap<String, SealedRow> byId(List<SealedRow> rows) {
    TreeMap<String, SealedRow> byId = new TreeMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    return byId;
  }
}
