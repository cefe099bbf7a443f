package haochaping.deliver;

import haochaping.deliver.plan.Entry;
import haochaping.platform.DeliveryLedger;
import haochaping.platform.DeliveryLedger.Row;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes the ledger behind the desk, in batches. What cannot be written now waits: the log has it
 * all.
 */
final class Books {
  /** How long rows wait for others. Shorter: fresher, and more small files. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Supplier<DeliveryLedger> opener;
  private final PrintStream err;
  private final List<Row> waiting = new ArrayList<>();
  private DeliveryLedger ledger;
  private long seen;
  private long written = -1;
  private long nextTry;
  private int failures;

  /**
   * @param opener opens the ledger; may fail as long as its table is not there
   */
  Books(Supplier<DeliveryLedger> opener, PrintStream err) {
    this.opener = opener;
    this.err = err;
  }

  /** Notes what an event gives; events come in the order of their offsets. */
  void note(long offset, List<Entry> entries) {
    seen = offset + 1;
    if (offset >= written) {
      entries.forEach(entry -> waiting.add(row(offset, entry)));
    }
  }

  /** Writes what waits, if it is time to. */
  void write(long now) {
    if (now >= nextTry && (written < 0 || !waiting.isEmpty())) {
      nextTry = now + (flush() ? PAUSE : pause()).toMillis();
    }
  }

  /** Writes what waits; says why it cannot. */
  boolean flush() {
    try {
      if (ledger == null) {
        ledger = opener.get();
      }
      written = ledger.next();
      waiting.removeIf(row -> row.logOffset() < written);
      if (!waiting.isEmpty()) {
        ledger.append(waiting, written, seen);
        written = seen;
        waiting.clear();
      }
      failures = 0;
      return true;
    } catch (RuntimeException e) {
      failures++;
      ledger = null;
      err.println("core.deliveries is not written, " + waiting.size() + " rows wait: " + e);
      return false;
    }
  }

  private Duration pause() {
    Duration pause = Duration.ofSeconds(1L << Math.min(failures, 6));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Rows that are not in the table yet. */
  int waiting() {
    return waiting.size();
  }

  private static Row row(long offset, Entry entry) {
    return new Row(
        offset,
        entry.delivery(),
        entry.finding(),
        entry.finding() == null ? null : (Integer) entry.revision(),
        entry.kind(),
        entry.audience(),
        entry.department(),
        entry.recipient(),
        entry.address(),
        entry.channel(),
        entry.purpose(),
        entry.state(),
        entry.attempt(),
        entry.at(),
        entry.reason());
  }
}
