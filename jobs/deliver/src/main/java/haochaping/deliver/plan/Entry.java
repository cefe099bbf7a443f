package haochaping.deliver.plan;

import haochaping.deliver.contacts.Recipient;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of the ledger: what became of telling a revision of a finding to a recipient.
 *
 * @param finding or null in a dead letter
 * @param delivery idempotency key, or null where nothing is to be sent
 * @param address without who it is, or null
 * @param channel or null where nothing is to be sent
 * @param state queued, sent, failed, dead, inhibited, silenced, acknowledged or escalated
 * @param attempt the number of the attempt, 0 before the first
 * @param at epoch ms
 * @param reason in words, or null
 */
public record Entry(
    String delivery,
    String finding,
    int revision,
    String kind,
    String audience,
    String department,
    String recipient,
    String address,
    String channel,
    String purpose,
    String state,
    int attempt,
    long at,
    String reason) {
  /** A line for each alert of a delivery; one without a finding where it has none. */
  static List<Entry> of(Outgoing one, String state, int attempt, long at, String reason) {
    List<Entry> entries = new ArrayList<>();
    if (one.alerts().isEmpty()) {
      entries.add(
          new Entry(
              one.delivery(),
              null,
              0,
              null,
              "supervisor",
              null,
              one.recipient().word(),
              one.address().address(),
              one.address().channel().word(),
              one.notice().purpose().word(),
              state,
              attempt,
              at,
              reason));
    }
    for (int i = 0; i < one.alerts().size(); i++) {
      Alert alert = one.alerts().get(i);
      entries.add(
          new Entry(
              one.delivery(),
              alert.finding(),
              alert.revision(),
              alert.kind(),
              alert.audience(),
              alert.department(),
              one.recipient().word(),
              one.address().address(),
              one.address().channel().word(),
              one.notice().items().get(i).purpose().word(),
              state,
              attempt,
              at,
              reason));
    }
    return entries;
  }

  /**
   * A line about an alert of which nothing is sent.
   *
   * @param purpose or null
   */
  static Entry unsent(
      Alert alert, Recipient recipient, Purpose purpose, String state, long at, String reason) {
    return new Entry(
        null,
        alert.finding(),
        alert.revision(),
        alert.kind(),
        alert.audience(),
        alert.department(),
        recipient.word(),
        null,
        null,
        purpose == null ? null : purpose.word(),
        state,
        0,
        at,
        reason);
  }
}
