package haochaping.detect.evidence;

import haochaping.core.CityClock;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.AlertState;
import java.time.LocalDate;

/** How findings begin. */
public final class Findings {
  /** Who is told of what a department can mend itself. */
  public static final String DEPARTMENT = "department";

  /** Who is told of a suspicion: never who is suspected. */
  public static final String SUPERVISOR = "supervisor";

  private Findings() {}

  /** The finding of an alert that was raised at the close of a day. */
  public static Finding.Draft of(String kind, Alert alert) {
    return raisedAtClose(Finding.draft(alert.id()), alert.detector(), openDay(alert))
        .about(kind, alert.level(), alert.target())
        .state(state(alert.state()));
  }

  /** A finding without an alert that was raised at the close of a day. */
  public static Finding.Draft of(
      String kind, String detector, String dimension, String key, int openDay) {
    String id = Alert.id(detector, dimension, key, LocalDate.ofEpochDay(openDay));
    return raisedAtClose(Finding.draft(id), detector, openDay).about(kind, dimension, key);
  }

  private static Finding.Draft raisedAtClose(Finding.Draft draft, String detector, int day) {
    return draft.detector(detector, Formula.VERSION).raisedAt(CityClock.startMillis(day + 1));
  }

  /** The day from which an alert has its id, since the epoch. */
  public static int openDay(Alert alert) {
    return (int) alert.openDay().toEpochDay();
  }

  private static Finding.State state(AlertState state) {
    return switch (state) {
      case NEW -> Finding.State.NEW;
      case ONGOING, REOPENED -> Finding.State.ONGOING;
      case CLOSED -> Finding.State.CLOSED;
      case WITHDRAWN -> Finding.State.WITHDRAWN;
    };
  }

  /**
   * Where a finding is that ends by calm days alone.
   *
   * @param first day on which it stood out
   * @param last day on which it did
   * @param closesAfter so many calm days
   */
  public static Finding.State state(int first, int last, int today, int closesAfter) {
    if (first == today) {
      return Finding.State.NEW;
    }
    return today - last < closesAfter ? Finding.State.ONGOING : Finding.State.CLOSED;
  }
}
