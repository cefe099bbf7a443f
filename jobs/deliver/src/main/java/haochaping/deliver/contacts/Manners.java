package haochaping.deliver.contacts;

import java.time.Duration;

/**
 * How the city wants to be told.
 *
 * @param hours when people are at work: at other times nothing is sent
 * @param grouping how long a notice waits for others to the same recipient
 * @param answer working time within which a notice is to be acknowledged
 * @param growth so many times as many reviews as were told of are told at once
 * @param history a finding whose days and whose cause lay further back than this when it was found
 *     is no news, for it comes from a bulk load
 * @param patience how long the sending of a notice is tried
 */
public record Manners(
    OfficeHours hours,
    Duration grouping,
    Duration answer,
    double growth,
    Duration history,
    Duration patience) {}
