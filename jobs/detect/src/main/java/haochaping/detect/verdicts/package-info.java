/** What people decided about findings, laid over what the detectors tell. */
package haochaping.detect.verdicts;
