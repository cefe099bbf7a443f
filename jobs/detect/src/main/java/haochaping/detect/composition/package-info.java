/**
 * Bursts whose composition is unusual, and the rules for units. {@link
 * haochaping.detect.composition.CompositionWatch} holds reviews by day, judges tiles at the close
 * of a day and tells differences.
 */
package haochaping.detect.composition;
