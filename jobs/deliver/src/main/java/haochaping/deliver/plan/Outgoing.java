package haochaping.deliver.plan;

import haochaping.deliver.contacts.Recipient;
import java.util.List;

/**
 * A delivery that is to be sent.
 *
 * @param notice what it is a part of
 * @param alerts the revisions that the notice tells, as they were then, in the order of its items
 * @param attempts so far
 * @param next when the next attempt is due, epoch ms
 */
public record Outgoing(
    Event.Noticed notice, Address address, List<Alert> alerts, int attempts, long next) {
  public String delivery() {
    return address.delivery();
  }

  public Recipient recipient() {
    return notice.recipient();
  }

  Outgoing after(int attempt, long then) {
    return new Outgoing(notice, address, alerts, attempt, then);
  }
}
