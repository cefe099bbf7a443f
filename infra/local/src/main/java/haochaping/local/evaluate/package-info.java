/** Judges the detectors: what they found against what was there. */
package haochaping.local.evaluate;
