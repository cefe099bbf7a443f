package haochaping.statistics.concentration;

/** What people have said of an alert. It stands beside the alert's state and never moves it. */
public enum Response {
  NONE,
  ACKNOWLEDGED,
  APPEALED,
  CONFIRMED,
  REJECTED
}
