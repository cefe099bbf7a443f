package haochaping.core;

/** A record of the feed after decoding: valid, without a readable identity. */
public sealed interface FeedRecord extends Versioned
    permits CaseRecord, ReviewRecord, LedgerRecord, VerdictRecord {
  /** The upstream's own name (its field dataSource). */
  String source();

  /** The project that ties cases, reviews and ledgers together, unique in a source. */
  String project();

  Position position();

  /** The key of the project's state: unique over all sources. */
  default String projectKey() {
    return projectKey(source(), project());
  }

  /** The key of a project's state. */
  static String projectKey(String source, String project) {
    return source + '\u0001' + project;
  }
}
