package haochaping.detect.oversight;

import haochaping.statistics.oversight.PeerTest;
import java.util.List;

/**
 * A unit whose verdicts stand out at the close of a day.
 *
 * @param unit its code
 * @param day the last of the {@link OversightSettings#DECIDED_DAYS} days that it is judged by
 * @param test against the others of its level
 * @param units how many others there are
 * @param q false discovery rate among the units of the day
 * @param recurrenceDays 1/V(p)
 * @param haste decided within an hour, later, at an unknown time
 * @param quarterEnd of a quarter's last days, of other days
 * @param staff whom the reviews are about, those with most not adopted first
 * @param notAdopted ids of the reviews
 */
public record BiasSighting(
    String unit,
    int day,
    PeerTest test,
    int units,
    double q,
    double recurrenceDays,
    List<Part> haste,
    List<Part> quarterEnd,
    List<Part> staff,
    List<String> notAdopted) {}
