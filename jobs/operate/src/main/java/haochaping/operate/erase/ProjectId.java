package haochaping.operate.erase;

/**
 * A project.
 *
 * @param source name of the upstream
 * @param number unique in the source
 */
public record ProjectId(String source, String number) {}
