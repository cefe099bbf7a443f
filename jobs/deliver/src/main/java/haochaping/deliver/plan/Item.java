package haochaping.deliver.plan;

/** A line of a notice: a revision of a finding, and why it is told. */
public record Item(String finding, int revision, Purpose purpose) {}
