/** Are those who watch and those who report doing so: verdicts on oneself, sources gone silent. */
package haochaping.statistics.oversight;
