/**
 * What reviews mean, in plain Java: versions, attribution, adoption, counting. Nothing here knows a
 * stream, a table or a connection.
 *
 * <p>Times are epoch milliseconds. Days, hours and quarters are those of the city's clock ({@link
 * haochaping.core.CityClock}).
 */
package haochaping.core;
