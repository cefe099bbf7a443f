package haochaping.deliver.send;

import haochaping.deliver.contacts.Contact;
import haochaping.deliver.plan.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes attempts beside the desk, one at a time to each target: a target that hangs holds up no
 * other.
 */
public final class Dispatcher implements AutoCloseable {
  /**
   * What came of an attempt.
   *
   * @param refusal null where the target took it
   */
  public record Attempt(Outgoing outgoing, Refusal refusal) {}

  private final Function<Outgoing, Optional<Contact>> contacts;
  private final Function<Outgoing, Carrier> carriers;
  private final ExecutorService threads;
  private final Set<String> underWay = new HashSet<>();
  private final LinkedBlockingQueue<Attempt> ended = new LinkedBlockingQueue<>();

  /**
   * @param contacts how the recipient is reached now, empty where it is not any more
   */
  public Dispatcher(
      Function<Outgoing, Optional<Contact>> contacts,
      Function<Outgoing, Carrier> carriers,
      int threads) {
    this.contacts = contacts;
    this.carriers = carriers;
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** Begins attempts; passes over those whose target has one under way. */
  public void dispatch(List<Outgoing> due) {
    for (Outgoing one : due) {
      if (underWay.add(one.address().target())) {
        Optional<Contact> contact = contacts.apply(one).filter(c -> reaches(c, one));
        threads.execute(() -> ended.add(attempt(one, contact)));
      }
    }
  }

  private static boolean reaches(Contact contact, Outgoing one) {
    return switch (one.address().channel()) {
      case MAIL -> contact.mail() != null;
      case WEBHOOK -> contact.webhook() != null;
    };
  }

  private Attempt attempt(Outgoing one, Optional<Contact> contact) {
    try {
      if (contact.isEmpty()) {
        throw new Refusal("no such contact any more", true, null);
      }
      carriers.apply(one).carry(one, contact.get());
      return new Attempt(one, null);
    } catch (Refusal e) {
      return new Attempt(one, e);
    } catch (RuntimeException e) {
      return new Attempt(one, new Refusal(e.toString(), false, e));
    }
  }

  /** The attempts that ended since the last call; waits for one where any is under way. */
  public List<Attempt> ended(Duration patience) {
    List<Attempt> all = new ArrayList<>();
    try {
      if (!underWay.isEmpty()) {
        Attempt first = ended.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          all.add(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended.drainTo(all);
    all.forEach(attempt -> underWay.remove(attempt.outgoing().address().target()));
    return all;
  }

  public boolean isIdle() {
    return underWay.isEmpty();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
