/** Bad reviews that gather on one target: own risk, charts, windows, many tests, alerts. */
package haochaping.statistics.concentration;
