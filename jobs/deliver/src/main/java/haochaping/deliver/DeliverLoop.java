package haochaping.deliver;

import haochaping.deliver.plan.Desk;
import haochaping.deliver.plan.Event;
import haochaping.deliver.plan.Noted;
import haochaping.deliver.plan.PlanJson;
import haochaping.deliver.send.Dispatcher;
import haochaping.platform.DeliveryLog;
import haochaping.platform.Finding;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The desk at work: what comes in and what attempts came to goes through the desk, what it decides
 * into the log, and only what the log has is sent.
 */
final class DeliverLoop {
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration BUSY = Duration.ofMillis(20);
  private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(15);

  private final Desk desk;
  private final DeliveryLog log;
  private final Dispatcher dispatcher;
  private final Books books;
  private final InstantSource clock;
  private final PrintStream err;
  private long sent;
  private long failed;
  private long dead;
  private volatile String metrics = "";

  DeliverLoop(
      Desk desk,
      DeliveryLog log,
      Dispatcher dispatcher,
      Books books,
      InstantSource clock,
      PrintStream err) {
    this.desk = desk;
    this.log = log;
    this.dispatcher = dispatcher;
    this.books = books;
    this.clock = clock;
    this.err = err;
  }

  /** Goes back to where the log ends. */
  void resume() {
    books.flush();
    log.replay((offset, event) -> books.note(offset, desk.apply(PlanJson.event(event))));
  }

  /** One turn: takes, decides, stores, sends. */
  void turn() {
    DeliveryLog.Intake intake = log.poll(dispatcher.isIdle() ? IDLE : BUSY);
    long now = clock.millis();
    List<Noted> noted = new ArrayList<>();
    intake.unreadable().forEach(err::println);
    intake.findings().forEach(finding -> noted.addAll(take(finding, now)));
    intake.orders().forEach(order -> noted.addAll(order(order, now)));
    noted.addAll(settle(dispatcher.ended(Duration.ZERO), now));
    noted.addAll(desk.advance(now));
    store(noted, !intake.isEmpty());
    dispatcher.dispatch(desk.due(now));
    books.write(now);
    measure();
  }

  private List<Noted> take(Finding finding, long now) {
    try {
      return desk.take(finding, now);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return List.of();
    }
  }

  private List<Noted> order(byte[] order, long now) {
    try {
      return desk.order(PlanJson.order(order), now);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return List.of();
    }
  }

  private List<Noted> settle(List<Dispatcher.Attempt> attempts, long now) {
    List<Noted> noted = new ArrayList<>();
    for (Dispatcher.Attempt attempt : attempts) {
      String delivery = attempt.outgoing().delivery();
      noted.addAll(
          attempt.refusal() == null
              ? desk.sent(delivery, now)
              : desk.failed(
                  delivery, now, attempt.refusal().getMessage(), attempt.refusal().isLasting()));
    }
    return noted;
  }

  private void store(List<Noted> noted, boolean hasRead) {
    if (noted.isEmpty() && !hasRead) {
      return;
    }
    List<Long> offsets =
        log.append(noted.stream().map(one -> PlanJson.encode(one.event())).toList());
    for (int i = 0; i < offsets.size(); i++) {
      books.note(offsets.get(i), noted.get(i).entries());
      count(noted.get(i).event());
    }
  }

  private void count(Event event) {
    if (event instanceof Event.Sent) {
      sent++;
    } else if (event instanceof Event.Failed) {
      failed++;
    } else if (event instanceof Event.Dead lost) {
      dead++;
      err.println("dead letter: delivery " + lost.delivery() + ": " + lost.why());
    }
  }

  /** Waits for the attempts that are under way and writes what is to be written. */
  void end() {
    long patience = clock.millis() + LAST_ATTEMPTS.toMillis();
    while (!dispatcher.isIdle() && clock.millis() < patience) {
      store(settle(dispatcher.ended(IDLE), clock.millis()), false);
    }
    books.flush();
  }

  private void measure() {
    metrics =
        line("hcp_deliver_sent_total", "counter", "Deliveries taken by their targets", sent)
            + line("hcp_deliver_failed_total", "counter", "Attempts to be repeated", failed)
            + line("hcp_deliver_dead_total", "counter", "Deliveries given up", dead)
            + line(
                "hcp_deliver_outgoing",
                "gauge",
                "Deliveries still to be taken",
                desk.outgoing().size())
            + line("hcp_deliver_targets_down", "gauge", "Targets that fail", desk.targetsDown())
            + line(
                "hcp_deliver_ledger_waiting",
                "gauge",
                "Rows of core.deliveries not written yet",
                books.waiting());
  }

  private static String line(String name, String type, String help, long value) {
    return String.format(
        Locale.ROOT, "# HELP %s %s%n# TYPE %s %s%n%s %d%n", name, help, name, type, name, value);
  }

  /** Since the start, in Prometheus's text form. */
  String metrics() {
    return metrics;
  }
}
