/** Watches those who decide and those who send: verdicts on oneself, sources gone silent. */
package haochaping.detect.oversight;
