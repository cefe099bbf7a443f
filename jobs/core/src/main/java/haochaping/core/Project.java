package haochaping.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * All that is known of one project: its case stages, reviews, ledger entries and verdicts, each in
 * its newest version. Records may come in any order, repeated, weeks apart; what is held true at
 * the end is the same.
 *
 * <p>Not thread-safe; the parts are immutable.
 */
public final class Project {
  /** What a project keeps of a case stage. */
  public record Stage(
      String stage,
      long updateTime,
      long fingerprint,
      int revision,
      String area,
      String department,
      String departmentName,
      String matter,
      String matterName,
      String staff,
      long serviceTime,
      int handling)
      implements Versioned {}

  /**
   * What a project keeps of a review's identity, which a ledger entry or a verdict may name before
   * the review itself comes.
   *
   * @param review the version in force, or null
   * @param ledger the ledger's entry in force, or null
   * @param ledgerRevision versions of the entry so far
   * @param verdict the verdict in force, or null
   * @param verdictRevision versions of the verdict so far
   * @param revision changes given out so far
   * @param held whether the review waits for its case and has not been given out
   */
  public record Entry(
      String stage,
      int round,
      ReviewRecord review,
      LedgerRecord ledger,
      int ledgerRevision,
      VerdictRecord verdict,
      int verdictRevision,
      int revision,
      boolean held) {}

  private final List<Stage> stages;
  private final List<Entry> entries;
  private boolean erased;

  public Project() {
    this(new ArrayList<>(1), new ArrayList<>(1));
  }

  /** A project with the parts given, in the order of their first arrival. */
  public Project(List<Stage> stages, List<Entry> entries) {
    this(stages, entries, false);
  }

  /**
   * Likewise.
   *
   * @param erased whether it has forgotten its people for ever
   */
  public Project(List<Stage> stages, List<Entry> entries, boolean erased) {
    this.stages = stages;
    this.entries = entries;
    this.erased = erased;
  }

  /** Whether the project has forgotten its people, and will those of whatever comes for it. */
  public boolean isErased() {
    return erased;
  }

  /**
   * Forgets who applied and who reviewed, and what they wrote, for ever. What is counted stays.
   *
   * @param changes is given the reviews that are held true otherwise now, under the revision that
   *     they have: no record brought them
   */
  public void erase(Consumer<ReviewChange> changes) {
    erased = true;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.review == null) {
        continue;
      }
      ReviewRecord anonymous = entry.review.anonymous();
      Entry next = with(entry, anonymous, entry.revision, entry.held);
      entries.set(i, next);
      if (anonymous != entry.review && !entry.held) {
        changes.accept(
            new ReviewChange(anonymous.position(), entry.revision, image(entry), image(next)));
      }
    }
  }

  public List<Stage> stages() {
    return stages;
  }

  public List<Entry> entries() {
    return entries;
  }

  /**
   * Takes a case record. Reviews of the project that it re-attributes are given out as changes.
   *
   * @return the standing of the record; its revision is then that of {@link #stage(String)}
   */
  public Versioned.Standing apply(CaseRecord record, Consumer<ReviewChange> changes) {
    int index = stageIndex(record.stage());
    Stage current = index < 0 ? null : stages.get(index);
    Versioned.Standing standing = Versioned.standing(current, record);
    if (standing != Versioned.Standing.IN_FORCE) {
      return standing;
    }
    Stage next =
        new Stage(
            record.stage(),
            record.updateTime(),
            record.fingerprint(),
            current == null ? 1 : current.revision + 1,
            record.area(),
            record.department(),
            record.departmentName(),
            record.matter(),
            record.matterName(),
            record.staff(),
            record.serviceTime(),
            record.handling());
    if (entries.isEmpty()) {
      put(index, next);
      return standing;
    }
    List<ReviewImage> before = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      before.add(entry.review == null || entry.held ? null : image(entry));
    }
    put(index, next);
    for (int i = 0; i < before.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.held) {
        release(i, changes);
      } else if (before.get(i) != null && !before.get(i).equals(image(entry))) {
        give(i, entry, record.position(), before.get(i), changes);
      }
    }
    return standing;
  }

  /**
   * Takes a review record. Unless it is a repeat or is held, it is given out as exactly one change,
   * even where nothing was moved by it.
   *
   * @param hold whether a first version waits where no case of the project is known yet
   */
  public Versioned.Standing apply(
      ReviewRecord arriving, boolean hold, Consumer<ReviewChange> changes) {
    ReviewRecord record = erased ? arriving.anonymous() : arriving;
    int index = entry(record.stage(), record.round());
    Entry entry = entries.get(index);
    Versioned.Standing standing = Versioned.standing(entry.review, record);
    if (standing == Versioned.Standing.REPEATED) {
      return standing;
    }
    if (entry.review == null && hold && stages.isEmpty()) {
      entries.set(index, with(entry, record, entry.revision, true));
      return standing;
    }
    if (entry.held) {
      release(index, changes);
      entry = entries.get(index);
    }
    ReviewImage before = entry.review == null ? null : image(entry);
    if (standing == Versioned.Standing.IN_FORCE) {
      entry = with(entry, record, entry.revision, false);
    }
    give(index, entry, record.position(), before, changes);
    return standing;
  }

  /**
   * Takes a version of a ledger entry.
   *
   * @return the standing of the record; its revision is then that of {@link #entry}
   */
  public Versioned.Standing apply(LedgerRecord record, Consumer<ReviewChange> changes) {
    int index = entry(record.stage(), record.round());
    Entry entry = entries.get(index);
    Versioned.Standing standing = Versioned.standing(entry.ledger, record);
    if (standing == Versioned.Standing.IN_FORCE) {
      Entry next =
          new Entry(
              entry.stage,
              entry.round,
              entry.review,
              record.withoutReply(),
              entry.ledgerRevision + 1,
              entry.verdict,
              entry.verdictRevision,
              entry.revision,
              entry.held);
      decide(index, entry, next, record.position(), changes);
    }
    return standing;
  }

  /**
   * Takes a version of a human verdict.
   *
   * @return the standing of the record; its revision is then that of {@link #entry}
   */
  public Versioned.Standing apply(VerdictRecord record, Consumer<ReviewChange> changes) {
    int index = entry(record.stage(), record.round());
    Entry entry = entries.get(index);
    Versioned.Standing standing = Versioned.standing(entry.verdict, record);
    if (standing == Versioned.Standing.IN_FORCE) {
      Entry next =
          new Entry(
              entry.stage,
              entry.round,
              entry.review,
              entry.ledger,
              entry.ledgerRevision,
              record.withoutReason(),
              entry.verdictRevision + 1,
              entry.revision,
              entry.held);
      decide(index, entry, next, record.position(), changes);
    }
    return standing;
  }

  /** Gives out every review that still waits for its case. */
  public void releaseAll(Consumer<ReviewChange> changes) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).held) {
        release(i, changes);
      }
    }
  }

  /** Whether a review waits for its case. */
  public boolean holds() {
    for (Entry entry : entries) {
      if (entry.held) {
        return true;
      }
    }
    return false;
  }

  /** The stage in force with a number, or null. */
  public Stage stage(String number) {
    int index = stageIndex(number);
    return index < 0 ? null : stages.get(index);
  }

  /** What is known of a review's identity, or null. */
  public Entry entryOf(String stage, int round) {
    for (Entry entry : entries) {
      if (entry.round == round && entry.stage.equals(stage)) {
        return entry;
      }
    }
    return null;
  }

  /** What is held true of a review now. */
  ReviewImage image(Entry entry) {
    return new ReviewImage(
        entry.review, attribute(entry.review), Handling.of(entry.ledger, entry.verdict));
  }

  /**
   * Whom a review is about, as a whole from one place: its own stage, else the project's newest
   * stage, else what it says itself. The staff it names go before the stage's.
   */
  private Attribution attribute(ReviewRecord review) {
    Stage stage = stages.isEmpty() ? null : stageFor(review.stage());
    if (stage == null && review.department() == null) {
      return Attribution.NONE;
    }
    String department = stage == null ? review.department() : stage.department;
    List<String> staff;
    if (!review.staff().isEmpty()) {
      staff = staffKeys(department, review.staff());
    } else if (stage != null && stage.staff != null) {
      staff = List.of(department + '/' + stage.staff);
    } else {
      staff = List.of();
    }
    if (stage == null) {
      return new Attribution(
          Attribution.district(review.area()),
          department,
          null,
          review.matter(),
          null,
          staff,
          false,
          review.serviceTime(),
          0);
    }
    return new Attribution(
        Attribution.district(stage.area),
        department,
        stage.departmentName,
        stage.matter,
        stage.matterName,
        staff,
        true,
        stage.serviceTime,
        stage.handling);
  }

  private static List<String> staffKeys(String department, List<String> numbers) {
    if (numbers.size() == 1) {
      return List.of(department + '/' + numbers.get(0));
    }
    List<String> keys = new ArrayList<>(numbers.size());
    for (String number : numbers) {
      String key = department + '/' + number;
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
    return List.copyOf(keys);
  }

  private Stage stageFor(String number) {
    Stage newest = null;
    for (Stage stage : stages) {
      if (stage.stage.equals(number)) {
        return stage;
      }
      if (newest == null
          || stage.serviceTime > newest.serviceTime
          || (stage.serviceTime == newest.serviceTime && stage.stage.compareTo(newest.stage) > 0)) {
        newest = stage;
      }
    }
    return newest;
  }

  private void decide(
      int index, Entry entry, Entry next, Position cause, Consumer<ReviewChange> changes) {
    entries.set(index, next);
    if (entry.review == null || entry.held) {
      return;
    }
    ReviewImage before = image(entry);
    if (!Objects.equals(before.handling(), Handling.of(next.ledger, next.verdict))) {
      give(index, next, cause, before, changes);
    }
  }

  private void release(int index, Consumer<ReviewChange> changes) {
    Entry entry = entries.get(index);
    give(
        index,
        with(entry, entry.review, entry.revision, false),
        entry.review.position(),
        null,
        changes);
  }

  private void give(
      int index, Entry entry, Position cause, ReviewImage before, Consumer<ReviewChange> changes) {
    Entry given = with(entry, entry.review, entry.revision + 1, false);
    entries.set(index, given);
    changes.accept(new ReviewChange(cause, given.revision, before, image(given)));
  }

  private static Entry with(Entry entry, ReviewRecord review, int revision, boolean held) {
    return new Entry(
        entry.stage,
        entry.round,
        review,
        entry.ledger,
        entry.ledgerRevision,
        entry.verdict,
        entry.verdictRevision,
        revision,
        held);
  }

  private void put(int index, Stage stage) {
    if (index < 0) {
      stages.add(stage);
    } else {
      stages.set(index, stage);
    }
  }

  private int stageIndex(String number) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).stage.equals(number)) {
        return i;
      }
    }
    return -1;
  }

  private int entry(String stage, int round) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.round == round && entry.stage.equals(stage)) {
        return i;
      }
    }
    entries.add(new Entry(stage, round, null, null, 0, null, 0, 0, false));
    return entries.size() - 1;
  }
}
