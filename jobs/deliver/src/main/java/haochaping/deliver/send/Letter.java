package haochaping.deliver.send;

/** A notice in words. */
public record Letter(String subject, String text, String html) {}
