/** What is counted of each target of detection: signed deltas of reviews, panes of days. */
package haochaping.detect.panes;
