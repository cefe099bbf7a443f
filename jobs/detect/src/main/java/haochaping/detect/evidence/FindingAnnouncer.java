package haochaping.detect.evidence;

import haochaping.platform.Finding;
import java.util.List;

/** Receives findings. */
public interface FindingAnnouncer {
  /** A revision of a finding, with the reviews that it rests on. */
  void finding(Finding finding, List<FindingReview> reviews);
}
