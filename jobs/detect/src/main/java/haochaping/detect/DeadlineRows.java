package haochaping.detect;

import static haochaping.detect.FindingRows.string;
import static haochaping.detect.FindingRows.time;

import haochaping.core.Attribution;
import haochaping.core.CityClock;
import haochaping.core.Deadline;
import haochaping.core.Dimension;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Step;
import haochaping.core.Terms;
import haochaping.core.Versioned;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * The rows of {@code core.deadlines} and {@code core.step_counts} that a change of a review brings;
 * the order of the fields is that of {@code schemas/tables}.
 */
public final class DeadlineRows {
  /** A review after rectification, counted like a step. */
  static final String SECOND_REVIEW = "second_review";

  private final Terms terms;
  private final String city;

  /**
   * @param city key of the city
   */
  public DeadlineRows(Terms terms, String city) {
    this.terms = terms;
    this.city = city;
  }

  /** What is said of a step in one row. */
  private record Said(
      long eventTime, String district, String department, List<String> staff, Deadline deadline) {}

  /** What is counted of a step. */
  private record Counted(
      int day, String step, int lastDay, int done, int onTime, int provisional, List<Key> keys) {}

  private record Key(Dimension dimension, String name) {}

  /** A row for each step that the change begins, changes or ends. */
  public void deadlines(ReviewChange change, Consumer<RowData> out) {
    Map<Step, Said> before = said(change.before());
    Map<Step, Said> after = said(change.after());
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    after.forEach(
        (step, said) -> {
          if (!said.equals(before.get(step))) {
            out.accept(row(change, said, true));
          }
        });
    before.forEach(
        (step, said) -> {
          if (!after.containsKey(step)) {
            out.accept(row(change, said, false));
          }
        });
  }

  private Map<Step, Said> said(ReviewImage image) {
    List<Deadline> deadlines = image == null ? List.of() : terms.of(image);
    if (deadlines.isEmpty()) {
      return Map.of();
    }
    Attribution whom = image.attribution();
    Map<Step, Said> said = new EnumMap<>(Step.class);
    for (Deadline deadline : deadlines) {
      said.put(
          deadline.step(),
          new Said(
              image.review().eventTime(),
              whom.district(),
              whom.department(),
              whom.staff(),
              deadline));
    }
    return said;
  }

  private static RowData row(ReviewChange change, Said said, boolean inForce) {
    ReviewRecord review = change.after().review();
    Deadline deadline = said.deadline();
    GenericRowData row = new GenericRowData(15);
    row.setField(0, string(review.source()));
    row.setField(1, string(review.project()));
    row.setField(2, string(review.stage()));
    row.setField(3, review.round());
    row.setField(4, string(deadline.step().word()));
    row.setField(5, change.revision());
    row.setField(6, inForce);
    row.setField(7, time(said.eventTime()));
    row.setField(8, string(said.district()));
    row.setField(9, string(said.department()));
    row.setField(
        10,
        new GenericArrayData(
            said.staff().stream().map(FindingRows::string).toArray(Object[]::new)));
    row.setField(11, time(deadline.dueAt()));
    row.setField(12, deadline.isDone());
    row.setField(13, deadline.doneAt() == Versioned.NO_TIME ? null : time(deadline.doneAt()));
    row.setField(14, deadline.isProvisional());
    return row;
  }

  /** What the change takes from the counts of every key, and what it adds. */
  public void counts(ReviewChange change, Consumer<RowData> out) {
    List<Counted> before = counted(change.before());
    List<Counted> after = counted(change.after());
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    before.stream().filter(one -> !after.contains(one)).forEach(one -> rows(one, -1, out));
    after.stream().filter(one -> !before.contains(one)).forEach(one -> rows(one, 1, out));
  }

  private List<Counted> counted(ReviewImage image) {
    if (image == null) {
      return List.of();
    }
    ReviewRecord review = image.review();
    if (review.round() == 2) {
      return image.effective() && !review.isDefault() ? List.of(second(image)) : List.of();
    }
    if (!review.isBad()) {
      return List.of();
    }
    int day = CityClock.day(review.eventTime());
    List<Counted> counted = new ArrayList<>();
    for (Deadline deadline : terms.of(image)) {
      if (deadline.step() == Step.CALLBACK || deadline.step() == Step.RECTIFICATION) {
        counted.add(
            new Counted(
                day,
                deadline.step().word(),
                deadline.lastDay(),
                deadline.isDone() ? 1 : 0,
                deadline.isDoneInTime() ? 1 : 0,
                deadline.isProvisional() ? 1 : 0,
                keys(image.attribution())));
      }
    }
    return counted;
  }

  private Counted second(ReviewImage image) {
    int day = CityClock.day(image.review().eventTime());
    return new Counted(
        day, SECOND_REVIEW, day, image.review().isBad() ? 0 : 1, 0, 0, keys(image.attribution()));
  }

  private List<Key> keys(Attribution whom) {
    List<Key> keys = new ArrayList<>();
    keys.add(new Key(Dimension.CITY, city));
    keys.add(new Key(Dimension.DISTRICT, whom.district()));
    keys.add(new Key(Dimension.DEPARTMENT, whom.department()));
    keys.add(new Key(Dimension.MATTER, whom.matter()));
    whom.staff().forEach(staff -> keys.add(new Key(Dimension.STAFF, staff)));
    keys.removeIf(key -> Objects.isNull(key.name()));
    return keys;
  }

  private static void rows(Counted counted, int sign, Consumer<RowData> out) {
    for (Key key : counted.keys()) {
      GenericRowData row = new GenericRowData(9);
      row.setField(0, string(key.dimension().word()));
      row.setField(1, string(key.name()));
      row.setField(2, counted.day());
      row.setField(3, string(counted.step()));
      row.setField(4, counted.lastDay());
      row.setField(5, sign);
      row.setField(6, sign * counted.done());
      row.setField(7, sign * counted.onTime());
      row.setField(8, sign * counted.provisional());
      out.accept(row);
    }
  }
}
