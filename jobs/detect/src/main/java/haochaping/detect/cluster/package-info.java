/** Where, and since when, a city has more bad reviews than its volume explains. */
package haochaping.detect.cluster;
