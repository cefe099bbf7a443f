package haochaping.deliver.send;

import haochaping.deliver.plan.Event;
import haochaping.deliver.plan.Purpose;
import java.util.Optional;

/** Where letters lead. */
public final class Links {
  /** Signs the link of a notice. */
  @FunctionalInterface
  public interface Signer {
    /**
     * @param at when the notice was made, epoch ms
     */
    String of(String notice, long at);
  }

  private final Signer signer;
  private final String dashboard;

  /**
   * @param dashboard or null where there is none
   */
  public Links(Signer signer, String dashboard) {
    this.signer = signer;
    this.dashboard = dashboard;
  }

  /** The link that acknowledges a notice, where an answer is asked for. */
  Optional<String> acknowledge(Event.Noticed notice) {
    boolean asks = notice.answerBy() != null || notice.purpose() == Purpose.ESCALATION;
    return asks ? Optional.of(signer.of(notice.notice(), notice.at())) : Optional.empty();
  }

  Optional<String> dashboard() {
    return Optional.ofNullable(dashboard);
  }
}
