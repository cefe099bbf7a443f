package haochaping.deliver.plan;

import haochaping.core.CityClock;
import haochaping.deliver.City;
import haochaping.platform.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A desk among a log that keeps what was committed, inputs that come at their minute, and receivers
 * that act on a key once. It can be cut off at any step and goes on from the log.
 */
final class Office {
  private static final long MINUTE = 60_000;

  /** The process dies. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final TreeMap<Long, List<Object>> inputs = new TreeMap<>();
  private final Set<Integer> cuts;
  private final List<byte[]> log = new ArrayList<>();
  private final Set<String> actedOn = new HashSet<>();
  private final List<String> received = new ArrayList<>();
  private final List<Entry> ledger = new ArrayList<>();
  private Function<Outgoing, String> receiver = one -> null;
  private Desk desk = new Desk(City.contacts());
  private long taken = Long.MIN_VALUE;
  private int step;
  private int attempts;

  /**
   * @param cuts steps after which the process dies
   */
  Office(Set<Integer> cuts) {
    this.cuts = cuts;
  }

  /** A finding or an order that comes at its minute. */
  Office at(long when, Object input) {
    inputs.computeIfAbsent(when, w -> new ArrayList<>()).add(input);
    return this;
  }

  /** What receivers say: null where they take a delivery, else why not. */
  Office receiver(Function<Outgoing, String> answer) {
    receiver = answer;
    return this;
  }

  Office run(long from, long to) {
    for (long now = from; now <= to; now += MINUTE) {
      for (boolean done = false; !done; ) {
        try {
          minute(now);
          done = true;
        } catch (Cut e) {
          restart();
        }
      }
    }
    return this;
  }

  private void minute(long now) {
    for (var due : inputs.subMap(taken, false, now, true).entrySet()) {
      List<Noted> noted = new ArrayList<>();
      for (Object input : due.getValue()) {
        noted.addAll(
            input instanceof Finding finding
                ? desk.take(finding, now)
                : desk.order((Order) input, now));
      }
      commit(noted, due.getKey());
    }
    commit(desk.advance(now), taken);
    for (Outgoing one : desk.due(now)) {
      attempts++;
      String refusal = receiver.apply(one);
      if (refusal == null && actedOn.add(one.delivery())) {
        received.add(line(one, now));
      }
      step();
      commit(
          refusal == null
              ? desk.sent(one.delivery(), now)
              : desk.failed(one.delivery(), now, refusal, refusal.startsWith("5")),
          taken);
    }
  }

  private void commit(List<Noted> noted, long consumed) {
    if (noted.isEmpty() && consumed == taken) {
      return;
    }
    step();
    for (Noted one : noted) {
      log.add(PlanJson.encode(one.event()));
      ledger.addAll(one.entries());
    }
    taken = consumed;
    step();
  }

  private void step() {
    if (cuts.contains(step++)) {
      throw new Cut();
    }
  }

  private void restart() {
    desk = new Desk(City.contacts());
    ledger.clear();
    for (byte[] event : log) {
      ledger.addAll(desk.apply(PlanJson.event(event)));
    }
  }

  private static String line(Outgoing one, long now) {
    List<String> items =
        one.notice().items().stream()
            .map(i -> i.finding() + "@" + i.revision() + " " + i.purpose().word())
            .toList();
    return local(now)
        + " "
        + one.address().channel().word()
        + " "
        + one.recipient()
        + " "
        + one.notice().purpose().word()
        + " "
        + items;
  }

  private static String local(long now) {
    return Instant.ofEpochMilli(now).atOffset(CityClock.OFFSET).toString().substring(5, 16);
  }

  List<String> received() {
    return received;
  }

  List<Entry> ledger() {
    return ledger;
  }

  Desk desk() {
    return desk;
  }

  int steps() {
    return step;
  }

  int attempts() {
    return attempts;
  }
}
