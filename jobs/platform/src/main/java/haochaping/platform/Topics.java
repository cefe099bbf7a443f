package haochaping.platform;

import haochaping.core.Stream;
import java.util.ArrayList;
import java.util.List;

/** The Kafka topics. */
public final class Topics {
  public static final String CHANGES = "hcp.review-changes";

  public static final String FINDINGS = "hcp.findings";

  /** What the desk of {@code deliver} decided and did: its state. One partition, in order. */
  public static final String DELIVERIES = "hcp.deliveries";

  /** What people say about notices. */
  public static final String ALERT_ORDERS = "hcp.alert-orders";

  /** Figures that others measured, for the assessment. One partition, in order. */
  public static final String MEASURES = "hcp.measures";

  /** Orders to close days, beside the raw topics. */
  public static final String CLOCK = "hcp.clock";

  /** Orders to ingest to forget the people of projects; kept for ever, they hold nobody's name. */
  public static final String ERASURES = "hcp.erasures";

  /** The header that names the source profile of a raw record. */
  public static final String SOURCE_HEADER = "source";

  public static final String DEFAULT_PROFILE = "province";

  private Topics() {}

  /** The four raw topics, in the order of {@link Stream}. */
  public static List<String> raw() {
    List<String> topics = new ArrayList<>();
    for (Stream stream : Stream.values()) {
      topics.add(stream.topic());
    }
    return topics;
  }

  /** Topics whose records name or quote people. */
  public static List<String> aboutPeople() {
    List<String> topics = raw();
    topics.add(CHANGES);
    return topics;
  }
}
