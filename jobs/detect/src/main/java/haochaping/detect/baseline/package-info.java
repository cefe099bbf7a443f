/** What the mix of matters, weekdays and channels lets one expect, version by version. */
package haochaping.detect.baseline;
