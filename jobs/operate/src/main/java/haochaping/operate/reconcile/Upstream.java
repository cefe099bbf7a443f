package haochaping.operate.reconcile;

import java.time.LocalDate;

/**
 * What an upstream counts.
 *
 * @param day local day on which the reviews were given
 * @param source name of the upstream
 * @param reviews reviews in force, of any round, defaults included
 */
public record Upstream(LocalDate day, String source, long reviews) {}
