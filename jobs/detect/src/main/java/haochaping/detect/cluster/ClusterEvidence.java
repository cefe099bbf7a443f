package haochaping.detect.cluster;

import static haochaping.detect.evidence.Figures.date;
import static haochaping.detect.evidence.Figures.days;
import static haochaping.detect.evidence.Figures.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.detect.baseline.Verifications;
import haochaping.detect.evidence.Allowance;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.FindingReview;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.evidence.Withdrawal.Reason;
import haochaping.detect.panes.BadReview;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import haochaping.statistics.concentration.Grade;
import haochaping.statistics.scan.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clusters in words and figures. */
final class ClusterEvidence {
  static final String KIND = "CLUSTER";

  private final String hash;
  private final Gazetteer gazetteer;
  private final City city;

  ClusterEvidence(String hash, Gazetteer gazetteer, City city) {
    this.hash = hash;
    this.gazetteer = gazetteer;
    this.city = city;
  }

  /** What is to be told of an alert, not yet numbered and dated. */
  Finding finding(Track track, Verifications verifications) {
    Alert alert = track.alert();
    Sighting seen = track.strongest();
    double stillCounted = verifications.inForce(seen.last()).stillCounted();
    return Findings.of(KIND, alert)
        .audience(audience(seen))
        .department(seen.department())
        .days(seen.first(), seen.last())
        .counts(seen.bad(), seen.expected())
        // p is that of the highest ratio of all zones and windows: nothing is left to correct.
        .chance(seen.p(), null, seen.recurrenceDays())
        .with(text(seen, stillCounted));
  }

  /**
   * One department's cluster is its own to mend. A cluster over several is the supervisor's: no
   * head of department can mend it, and each would read of the others.
   */
  private static String audience(Sighting seen) {
    return seen.department() == null ? Findings.SUPERVISOR : Findings.DEPARTMENT;
  }

  /** All bad reviews that a finding rests on, as far as they are kept. */
  List<FindingReview> reviews(Sighting seen) {
    List<FindingReview> reviews = new ArrayList<>();
    for (BadReview review : city.bad(seen.zone(), seen.first(), seen.last())) {
      reviews.add(new FindingReview(review.id(), FindingReview.EVIDENCE));
    }
    return reviews;
  }

  private String text(Sighting seen, double stillCounted) {
    ObjectNode json = EvidenceJson.of(chinese(seen, stillCounted), english(seen, stillCounted));
    json.put("grade", Grade.of(0, 1 / seen.p()).name().toLowerCase(Locale.ROOT));
    zone(json.putObject("zone"), seen.zone(), seen.isCity());
    json.put("start", date(seen.first()));
    json.put("until", date(seen.last()));
    json.put("reviews", seen.reviews());
    json.put("bad", seen.bad());
    json.put("expected", seen.expected());
    json.put("rr", seen.bad() / seen.expected());
    json.put("llr", seen.ratio());
    json.put("p", seen.p());
    json.put("ri_days", seen.recurrenceDays());
    json.put("extrapolated", seen.extrapolated());
    json.put("leaves", seen.leaves());
    ArrayNode top = json.putArray("top_leaves");
    for (LeafCount count : seen.top()) {
      ObjectNode node = top.addObject();
      node.put("district", count.leaf().district());
      node.put("department", count.leaf().department());
      node.put("matter", count.leaf().matter());
      node.put("b", count.bad());
      node.put("E", count.expected());
    }
    if (seen.contrast() != null) {
      Contrast contrast = seen.contrast();
      ObjectNode node = json.putObject("kulldorff");
      zone(node.putObject("zone"), contrast.zone(), false);
      node.put("bad", contrast.bad());
      node.put("expected", contrast.expected());
      node.put("rr", contrast.bad() / contrast.expected());
      node.put("llr", contrast.ratio());
    }
    json.put("baseline", date(seen.baseline()));
    json.put("still_counted", stillCounted);
    Stream<String> reviews =
        city.bad(seen.zone(), seen.first(), seen.last()).stream().map(BadReview::id);
    List<String> missing =
        seen.unplaced().equals(List.of(""))
            ? List.of("district")
            : seen.unplaced().stream().map(district -> "position:" + district).toList();
    return EvidenceJson.end(json, hash, reviews, missing);
  }

  private static void zone(ObjectNode node, Zone zone, boolean isCity) {
    node.put("code", Sighting.code(zone, isCity));
    ArrayNode districts = node.putArray("districts");
    zone.districts().forEach(districts::add);
    switch (zone.part()) {
      case ALL -> {}
      case DEPARTMENT -> node.put("department", zone.code());
      case MATTER -> node.put("matter", zone.code());
    }
  }

  private String chinese(Sighting seen, double stillCounted) {
    StringBuilder text = new StringBuilder();
    text.append(date(seen.first())).append(" 至 ").append(date(seen.last())).append("，");
    text.append(chinese(seen.zone(), seen.isCity())).append("收到差评 ").append(seen.bad());
    text.append(" 条；按各处以往情况和办件构成，预计约 ").append(figure(seen.expected()));
    text.append(" 条（").append(figure(seen.bad() / seen.expected())).append(" 倍）");
    text.append(Allowance.chinese(stillCounted)).append("。");
    text.append("全市任何区域和时段纯属偶然出现同样程度的聚集，至少 ");
    text.append(days(seen.recurrenceDays())).append(" 天才会有一次");
    text.append(seen.extrapolated() ? "（外推值）。" : "。");
    if (seen.contrast() != null) {
      Contrast contrast = seen.contrast();
      text.append("全市普遍上升；与同期其他各处相比，最突出的是");
      text.append(chinese(contrast.zone(), false)).append("：差评 ").append(contrast.bad());
      text.append(" 条，按全市比例约为 ").append(figure(contrast.expected())).append(" 条。");
    }
    if (!seen.unplaced().isEmpty()) {
      text.append(
          seen.unplaced().equals(List.of(""))
              ? "评价未注明区（市），未能按地域区分。"
              : "下列区（市）位置不详，未与相邻区（市）合并考察："
                  + seen.unplaced().stream()
                      .map(this::chineseDistrict)
                      .collect(Collectors.joining("、"))
                  + "。");
    }
    text.append("请核实所列评价，查明共同原因；核实为误评或恶意差评的，认定不予采纳后本提示自动更新。");
    return text.toString();
  }

  private String english(Sighting seen, double stillCounted) {
    StringBuilder text = new StringBuilder();
    text.append("From ").append(date(seen.first())).append(" to ").append(date(seen.last()));
    text.append(' ').append(english(seen.zone(), seen.isCity())).append(" received ");
    text.append(seen.bad()).append(" bad reviews; the past of each place and its mix of matters,");
    text.append(" weekdays and channels let one expect about ").append(figure(seen.expected()));
    text.append(" (").append(figure(seen.bad() / seen.expected())).append(" times as many)");
    text.append(Allowance.english(stillCounted)).append(". ");
    text.append("By chance as much gathers anywhere in the city, over any days up to now, once in");
    text.append(" at least ").append(days(seen.recurrenceDays())).append(" days");
    text.append(seen.extrapolated() ? " (extrapolated). " : ". ");
    if (seen.contrast() != null) {
      Contrast contrast = seen.contrast();
      text.append("The whole city is worse; against the rest, in the same days, ");
      text.append(english(contrast.zone(), false)).append(" stands out most: ");
      text.append(contrast.bad()).append(" bad reviews where the city's share would be about ");
      text.append(figure(contrast.expected())).append(". ");
    }
    if (!seen.unplaced().isEmpty()) {
      text.append(
          seen.unplaced().equals(List.of(""))
              ? "The reviews name no district, so places are not told apart. "
              : "The position of these districts is not known, so they were not looked at together"
                  + " with their neighbours: "
                  + seen.unplaced().stream()
                      .map(this::englishDistrict)
                      .collect(Collectors.joining(", "))
                  + ". ");
    }
    text.append("Please verify the reviews and find what they have in common; where a review is");
    text.append(" verified as mistaken or malicious and not adopted, this finding is revised.");
    return text.toString();
  }

  private String chineseDistrict(String district) {
    return district.isEmpty() ? "未注明区（市）" : gazetteer.district(district);
  }

  private String englishDistrict(String district) {
    return district.isEmpty() ? "no district named" : gazetteer.district(district);
  }

  private String chinese(Zone zone, boolean isCity) {
    String where = isCity ? "全市" : districts(zone, this::chineseDistrict, "、");
    return switch (zone.part()) {
      case ALL -> where;
      case DEPARTMENT -> where + "的部门“" + gazetteer.department(zone.code()) + "”";
      case MATTER ->
          where
              + "的"
              + (zone.code().isEmpty() ? "未注明事项的办件" : "事项“" + gazetteer.matter(zone.code()) + "”");
    };
  }

  private String english(Zone zone, boolean isCity) {
    String where = isCity ? "the whole city" : districts(zone, this::englishDistrict, ", ");
    return switch (zone.part()) {
      case ALL -> where;
      case DEPARTMENT -> "department " + gazetteer.department(zone.code()) + " in " + where;
      case MATTER ->
          (zone.code().isEmpty()
                  ? "what names no matter"
                  : "matter " + gazetteer.matter(zone.code()))
              + " in "
              + where;
    };
  }

  private static String districts(Zone zone, UnaryOperator<String> name, String between) {
    return zone.districts().stream().map(name).collect(Collectors.joining(between));
  }

  /** What is to be told of a finding in whose place another stands. */
  static Finding moved(Finding told, String instead) {
    return Withdrawal.moved(
        told,
        instead,
        "经补报或更正，聚集的区域或起始日期有变",
        "Late or corrected reviews moved its place or its first day");
  }

  /**
   * What is to be told of a finding that no longer holds.
   *
   * @param told as it was told last
   * @param left of its bad reviews, how many still count
   */
  static Finding withdrawn(Finding told, long left) {
    if (left < told.observed()) {
      return Withdrawal.of(
          told,
          Reason.RETRACTED,
          "所依据的差评 " + told.observed() + " 条中仅有 " + left + " 条仍然有效，不再构成聚集。",
          "Of its "
              + told.observed()
              + " bad reviews only "
              + left
              + " still count: they are no cluster any more.");
    }
    return Withdrawal.restated(told);
  }
}
