package haochaping.deliver.send;

import haochaping.deliver.contacts.Contact;
import haochaping.deliver.plan.Outgoing;

/** Takes a delivery to its target. The same delivery goes out with the same key every time. */
public interface Carrier {
  /**
   * Returns when the target has taken it.
   *
   * @throws Refusal when it has not, or does not say so in time
   */
  void carry(Outgoing outgoing, Contact contact) throws Refusal;
}
