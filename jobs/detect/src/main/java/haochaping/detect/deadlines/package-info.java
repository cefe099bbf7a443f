/** What bad reviews call for, and whether it is done in time. Without Flink. */
package haochaping.detect.deadlines;
