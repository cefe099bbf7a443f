package haochaping.deliver.plan;

import haochaping.deliver.contacts.Recipient;

/** How far the telling of a finding has come. */
final class Course {
  /** A revision that waits for its notice. */
  record Waiting(Purpose purpose, long due) {}

  /** Why a revision is not told: exactly one of cluster and silence is named. */
  record Held(String cluster, String silence) {}

  /** An answer that is waited for. */
  record Chase(Recipient asked, long due) {}

  Alert newest;
  boolean isHistoric;

  /** The last revision that was told, or null. */
  Alert told;

  Waiting waiting;
  Held held;
  Chase chase;
  boolean isAcknowledged;

  Course(Alert newest, boolean isHistoric) {
    this.newest = newest;
    this.isHistoric = isHistoric;
  }

  /** Whether time or others can still change something. */
  boolean isLive() {
    return waiting != null || held != null || chase != null;
  }
}
