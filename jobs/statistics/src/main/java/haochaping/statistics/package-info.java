/** Statistics of rare events: plain Java that knows nothing of reviews. */
package haochaping.statistics;
