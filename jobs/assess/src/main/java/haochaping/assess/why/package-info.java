/** Which reviews, corrections and verdicts are behind a figure. */
package haochaping.assess.why;
