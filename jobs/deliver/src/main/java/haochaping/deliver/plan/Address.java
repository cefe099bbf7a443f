package haochaping.deliver.plan;

/**
 * One way that a notice goes.
 *
 * @param delivery idempotency key, the same in every attempt
 * @param address without who it is
 * @param target what may be down as a whole: the mail server, or a webhook's host and port
 */
public record Address(String delivery, Channel channel, String address, String target) {}
