package haochaping.detect.verdicts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.verdicts.Report.Opinion;
import haochaping.platform.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that was said about one finding: the detector's newest revision, people's verdicts on its
 * reviews, and what was published.
 *
 * <p>A finding is <i>rejected</i> while people have adopted every review that it rests on: it is
 * closed, and nobody is told again. One more bad review and it speaks again. It is <i>confirmed</i>
 * where they did not adopt one. What holds in the end does not depend on which came first.
 */
public final class Docket {
  private Finding told;
  private List<FindingReview> reviews;
  private final Map<String, Opinion> opinions;
  private Finding published;

  public Docket() {
    this(null, List.of(), Map.of(), null);
  }

  /**
   * A docket as it was stored.
   *
   * @param told the detector's newest revision, or null where it told none
   * @param reviews that it rests on
   * @param opinions by review
   * @param published the newest published revision, or null
   */
  public Docket(
      Finding told, List<FindingReview> reviews, Map<String, Opinion> opinions, Finding published) {
    this.told = told;
    this.reviews = reviews;
    this.opinions = new TreeMap<>(opinions);
    this.published = published;
  }

  public Finding told() {
    return told;
  }

  public List<FindingReview> reviews() {
    return reviews;
  }

  public Map<String, Opinion> opinions() {
    return opinions;
  }

  public Finding published() {
    return published;
  }

  /**
   * Takes a report.
   *
   * @param now processing time, epoch ms
   * @return the revision to publish, or null where nothing new is to be said
   */
  public Finding take(Report report, long now) {
    if (report.finding() != null) {
      told = report.finding();
      reviews = report.reviews();
    } else if (report.opinion() == null) {
      opinions.remove(report.reviewId());
    } else {
      opinions.put(report.reviewId(), report.opinion());
    }
    if (told == null) {
      return null;
    }
    Finding next = judged();
    if (published != null && published.says(next)) {
      return null;
    }
    published =
        published == null
            ? next.told(1, next.detectedAt(), now)
            : next.told(published.revision() + 1, published.detectedAt(), now);
    return published;
  }

  private Finding judged() {
    long notAdopted =
        opinions.values().stream().filter(opinion -> opinion == Opinion.NOT_ADOPTED).count();
    if (notAdopted > 0) {
      String evidence =
          withSentence(
              Finding.CONFIRMED,
              notAdopted,
              "经人工核实确认，" + notAdopted + " 条评价不予采纳。",
              "People confirmed it: " + notAdopted + " of its reviews do not count.");
      return told.judged(told.state(), evidence, Finding.CONFIRMED);
    }
    if (told.state() == Finding.State.WITHDRAWN && !opinions.isEmpty()) {
      return told.judged(told.state(), told.evidence(), Finding.REJECTED);
    }
    long rejected = reviews.stream().filter(one -> opinions.containsKey(one.reviewId())).count();
    if (rejected == 0) {
      return told;
    }
    if (rejected < reviews.size()) {
      String evidence =
          withSentence(
              Finding.REJECTED,
              rejected,
              "其中 " + rejected + " 条此前已核实并予以采纳，此后又有新的评价。",
              rejected
                  + " of its reviews were looked into before and adopted; more have come since.");
      return told.judged(told.state(), evidence, null);
    }
    String evidence =
        withSentence(
            Finding.REJECTED,
            rejected,
            "经人工核实，所依据的 " + rejected + " 条评价均予以采纳，本提示不成立；无新评价不再提示。",
            "People looked into its "
                + rejected
                + " reviews and adopted them all: nothing was wrong with them. It stays quiet"
                + " unless more come.");
    return told.judged(Finding.State.CLOSED, evidence, Finding.REJECTED);
  }

  /** The detector's evidence with a sentence in front of each of its texts. */
  private String withSentence(String verdict, long count, String chinese, String english) {
    ObjectNode json = EvidenceJson.read(told);
    json.put("zh", chinese + json.path("zh").asText());
    json.put("en", english + " " + json.path("en").asText());
    json.putObject("verdict").put("said", verdict).put("reviews", count);
    return EvidenceJson.write(json);
  }
}
