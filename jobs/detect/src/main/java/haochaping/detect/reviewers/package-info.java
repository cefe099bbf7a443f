/** Detectors about people and devices: who goes in step, who stands behind many, who complains. */
package haochaping.detect.reviewers;
