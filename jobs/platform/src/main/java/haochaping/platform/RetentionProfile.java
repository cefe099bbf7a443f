package haochaping.platform;

/**
 * How long what is held of people stays. Read from {@code schemas/profiles/retention.yaml}.
 *
 * @param personalDays tokens and texts in the tables, since they came in; 0 for ever
 * @param refusedDays payloads of refused records, likewise
 * @param topicDays records that speak of people in the topics, since the broker took them; likewise
 */
public record RetentionProfile(int personalDays, int refusedDays, int topicDays) {
  private static final String FILE = "profiles/retention.yaml";

  /**
   * The profile of the schemas.
   *
   * @throws IllegalArgumentException naming the file and every key that is wrong
   */
  public static RetentionProfile read() {
    return of(ProfileReader.of(FILE));
  }

  static RetentionProfile parse(String text) {
    return of(ProfileReader.parse(FILE, text));
  }

  private static RetentionProfile of(ProfileReader reader) {
    RetentionProfile profile =
        new RetentionProfile(
            reader.count("personal", 0), reader.count("refused", 0), reader.count("topics", 0));
    reader.refuseOthers();
    reader.failIfAnyIsWrong();
    return profile;
  }
}
