/** Rates of targets that differ in size and mix, and what may be said about their order. */
package haochaping.statistics.ranking;
