package haochaping.statistics.concentration;

/** Where an alert is in its life, by the figures alone. */
public enum AlertState {
  /** Crossed for the first time today. */
  NEW,
  /** Crossed on an earlier day and has not calmed down. */
  ONGOING,
  /** Calmed down; the chart starts again from 0. */
  CLOSED,
  /** Crossed again, today, soon after it had ended. */
  REOPENED,
  /** Retractions have left nothing that crosses. */
  WITHDRAWN;

  public boolean isOpen() {
    return switch (this) {
      case NEW, ONGOING, REOPENED -> true;
      case CLOSED, WITHDRAWN -> false;
    };
  }
}
