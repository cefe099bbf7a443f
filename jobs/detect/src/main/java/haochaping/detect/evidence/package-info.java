/** What the evidence of all detectors has in common: words, figures, and what was told before. */
package haochaping.detect.evidence;
