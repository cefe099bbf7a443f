package haochaping.deliver.plan;

import java.util.List;

/** An event, and the lines of the ledger that it gives. */
public record Noted(Event event, List<Entry> entries) {}
