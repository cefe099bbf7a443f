package haochaping.detect.evidence;

import haochaping.platform.Finding;

/**
 * What was last told of a finding.
 *
 * @param openDay from which it has its id, since the epoch
 * @param of what a later withdrawal has to know, or null
 */
public record Told<T>(Finding finding, int openDay, T of) {
  /** The same finding, told otherwise. */
  public Told<T> with(Finding next) {
    return new Told<>(next, openDay, of);
  }
}
