/**
 * What the close of a day says about siblings: priors, posteriors, expected bad reviews and ranks.
 * Plain Java, no stream and no table.
 */
package haochaping.measure.close;
