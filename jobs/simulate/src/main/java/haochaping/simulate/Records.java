package haochaping.simulate;

import haochaping.simulate.City.Matter;
import haochaping.simulate.City.Staff;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the records of a story as the provincial interface does. */
final class Records {
  private static final byte[] SOURCE =
      JsonBytes.utf8("{\"dataSource\":\"zz-zwfw\",\"projectNo\":\"");
  private static final byte[] APPLICANT = JsonBytes.utf8("某某");
  private static final byte[] ENTERPRISE_BEFORE = JsonBytes.utf8("枣庄示范");
  private static final byte[] ENTERPRISE_AFTER = JsonBytes.utf8("有限公司");
  private static final byte[] ACCEPTANCE = JsonBytes.utf8("受理");
  private static final byte[] DELIVERY = JsonBytes.utf8("办结取件");
  private static final byte[] WINDOW_BEFORE = JsonBytes.utf8("综合窗口");
  private static final byte[] WINDOW_AFTER = JsonBytes.utf8("号");
  private static final byte[] CALL_ME = JsonBytes.utf8("，请回电");
  private static final byte[] MY_NUMBER = JsonBytes.utf8("，身份证");

  /** Two tags of level 5 and nothing else, as seen in the field. */
  private static final byte[] TEMPLATE = JsonBytes.utf8("\"510,517\"");

  /** Tablets from here on belong to nobody's window. */
  private static final int DEVICES = 9_000;

  private static final byte[] REPLY = JsonBytes.utf8("已对窗口人员批评教育");
  private static final byte[] EXPLAINED = JsonBytes.utf8("已向群众解释说明");
  private static final byte[] REFUSED = JsonBytes.utf8("诉求超出职权，不予整改");

  private final City city;
  private final JsonBytes out = new JsonBytes();
  private final byte[][][] tags = new byte[6][][];
  private final String liveTag;

  /**
   * @param liveTag stands in project numbers of a live feed where the date is otherwise; it begins
   *     with a letter
   */
  Records(City city, Reference reference, String liveTag) {
    this.city = city;
    this.liveTag = liveTag;
    for (int level = 1; level <= 5; level++) {
      List<byte[]> codes = new ArrayList<>();
      String word = Integer.toString(level);
      reference.tags().stream()
          .filter(row -> row.get("level").equals(word))
          .forEach(row -> codes.add(JsonBytes.utf8(row.get("code"))));
      tags[level] = codes.toArray(byte[][]::new);
    }
  }

  byte[] write(Visit visit, Step step) {
    out.clear();
    switch (step) {
      case CASE, CASE_REPEAT -> caseOf(visit, step, visit.proStatus, visit.resultTime);
      case CASE_ACCEPTED -> caseOf(visit, step, 2, 0);
      case CASE_DONE -> caseOf(visit, step, 3, updated(visit, step) - 2);
      case STAGE_TWO -> caseOf(visit, step, 3, updated(visit, step) - 40);
      case REVIEW, REVIEW_REPEAT -> review(visit, step, 1);
      case REVIEW_EDITED -> review(visit, step, 1);
      case REVIEW_WITHDRAWN -> review(visit, step, 0);
      case REVIEW_RETURNED, REVIEW_OF_STAGE_TWO, SECOND_ROUND -> review(visit, step, 1);
      case CALLED_BACK, VERIFIED, UNDER_WAY, CLOSED, LEDGER_REPEAT, LEDGER_REVERSED ->
          ledger(visit, step);
      case VERDICT, VERDICT_REPEAT -> verdict(visit, step, "not_adopted");
      case VERDICT_REVERSED -> verdict(visit, step, "adopted");
      case IRREGULAR -> throw new IllegalArgumentException("no record of its own: " + step);
    }
    return out.copy();
  }

  String projectNo(Visit visit) {
    out.clear();
    project(visit);
    return new String(out.copy(), StandardCharsets.US_ASCII);
  }

  static String reviewId(String projectNo, Visit visit, Step step) {
    String stage = step == Step.REVIEW_OF_STAGE_TWO ? "2" : visit.reviewStage;
    return "zz-zwfw/" + projectNo + "/" + stage + (step == Step.SECOND_ROUND ? "/2" : "/1");
  }

  private static long updated(Visit visit, Step step) {
    return visit.updated[step.index()];
  }

  private void project(Visit visit) {
    out.ascii(visit.matter.code6());
    if (liveTag == null) {
      out.compactDate(city.firstDay + (visit.number >>> 21)).digits(visit.number & 0x1FFFFF, 6);
    } else {
      out.ascii(liveTag).digits(visit.number & ~(1L << 62), 9);
    }
  }

  private void caseOf(Visit visit, Step step, int proStatus, long resultTime) {
    Matter matter = visit.matter;
    boolean two = step == Step.STAGE_TWO;
    out.raw(SOURCE);
    project(visit);
    out.ascii("\",\"serviceNumber\":\"").ascii(two ? "2" : "1").ascii("\",\"serviceName\":\"");
    out.raw(two ? DELIVERY : ACCEPTANCE).ascii("\",").raw(matter.beforeProject());
    applicant(visit.person, visit.enterprise);
    out.raw(matter.name()).ascii("\",\"proStatus\":").digits(proStatus, 1);
    out.ascii(",\"acceptDate\":").time(visit.acceptTime);
    out.ascii(",\"serviceTime\":").time(two ? resultTime : visit.serviceTime);
    out.ascii(",\"resultDate\":").time(resultTime);
    out.ascii(",\"promiseDay\":").digits(matter.promiseDays(), 1);
    out.ascii(",\"promiseType\":1,\"promiseTime\":").digits(matter.promiseTime(), 1);
    out.ascii(",\"proChannel\":").ascii(visit.online ? "1" : "2");
    Staff staff = city.staff.get(visit.staff);
    out.ascii(",\"proManager\":\"").raw(staff.name()).ascii("\",\"proManagerNo\":\"");
    out.raw(staff.number()).ascii("\",");
    person(visit, true);
    out.ascii(",\"handleUserName\":");
    out.orNull(visit.agent, visit.agent ? JsonBytes.utf8(Words.name(visit.person + 5L)) : null);
    // Some systems do not say when they changed a record.
    boolean silent = step != Step.CASE_DONE && visit.texture % 97 == 0 && visit.irregularity < 0;
    out.ascii(",\"updateTime\":").time(silent ? 0 : updated(visit, step)).ascii("}");
  }

  private void review(Visit visit, Step step, int effective) {
    boolean edited = step == Step.REVIEW_EDITED;
    boolean second = step == Step.SECOND_ROUND;
    boolean stageTwo = step == Step.REVIEW_OF_STAGE_TWO;
    boolean active = visit.active || edited || stageTwo;
    int level =
        edited ? visit.editedLevel : second ? visit.secondLevel : stageTwo ? 5 : visit.level;
    int pf = active && visit.pf == 7 ? 2 : visit.pf;
    boolean own = (edited && !visit.active) || second || stageTwo;
    long assessed = own ? updated(visit, step) - 1 : visit.assessTime;
    int texture = second ? visit.texture >>> 3 : visit.texture;

    out.raw(SOURCE);
    project(visit);
    out.ascii("\",\"assessNumber\":\"").ascii(stageTwo ? "2" : visit.reviewStage).quote();
    if (second) {
      out.ascii(",\"reviewRound\":2");
    } else if (texture % 5 != 0) {
      out.ascii(",\"reviewRound\":1");
    }
    if (pf != 0) {
      out.ascii(",\"pf\":").digits(pf, 1);
    }
    out.ascii(",\"satisfaction\":").digits(level, 1);
    boolean bad = level <= 2;
    boolean tagged = active && texture % 100 < (bad ? 80 : 60);
    out.ascii(",\"evalDetail\":");
    boolean template =
        visit.planted != null
            && visit.planted.anomaly().kind() == Anomaly.Kind.BRUSHING_TEMPLATE
            && !second
            && !stageTwo;
    if (template) {
      out.raw(TEMPLATE);
    } else {
      tags(tagged, level, texture >>> 7);
    }
    boolean worded = active && ((texture >>> 8) % 100 < (bad ? 65 : 6) || (bad && !tagged));
    out.ascii(",\"writingEvaluation\":");
    words(visit, worded && !template, level, texture >>> 10);
    out.ascii(",\"assessTime\":").time(assessed);
    out.ascii(",\"isdefault\":").ascii(active ? "0" : "1");
    out.ascii(",\"effective\":").digits(effective, 1).ascii(",");
    person(visit, visit.realName && active);
    if (visit.ownAttribution) {
      Matter matter = visit.matter;
      out.ascii(",\"areaCode\":\"").ascii(matter.areaCode());
      out.ascii("\",\"deptCode\":\"").ascii(matter.deptCode());
      out.ascii("\",\"taskCode\":\"").ascii(matter.taskCode()).quote();
    }
    int window = 1 + visit.staff % 24;
    out.ascii(",\"winname\":");
    if (visit.online) {
      out.ascii("null");
    } else {
      out.quote().raw(WINDOW_BEFORE).digits(window, 1).raw(WINDOW_AFTER).quote();
    }
    if (active && texture % 7 != 0) {
      servedBy(visit, texture % 7 == 1);
    }
    boolean tablet = pf == 4;
    Plan.Plant device =
        visit.planted != null && visit.planted.anomaly().kind() == Anomaly.Kind.BRUSHING_DEVICE
            ? visit.planted
            : null;
    out.ascii(",\"deviceId\":");
    if (tablet) {
      out.ascii("\"PAD-").digits(device == null ? visit.staff / 2 + 1 : DEVICES + device.rank(), 4);
      out.quote();
    } else {
      out.ascii("null");
    }
    int at = device == null ? visit.person : device.rank();
    out.ascii(",\"ip\":\"10.").digits(at % 200, 1).ascii(".");
    out.digits(at / 200 % 250, 1).ascii(".").digits(1 + at % 253, 1);
    boolean silent = step == Step.REVIEW && visit.texture % 101 == 0 && visit.irregularity < 0;
    out.ascii("\",\"updateTime\":").time(silent ? 0 : updated(visit, step)).ascii("}");
  }

  private void servedBy(Visit visit, boolean asText) {
    Staff first = city.staff.get(visit.staff);
    Staff second = visit.secondStaff < 0 ? null : city.staff.get(visit.secondStaff);
    String open = asText ? "\"" : "[\"";
    String between = asText ? "," : "\",\"";
    String close = asText ? "\"" : "\"]";
    out.ascii(",\"winusername\":").ascii(open).raw(first.name());
    if (second != null) {
      out.ascii(between).raw(second.name());
    }
    out.ascii(close).ascii(",\"winuserno\":").ascii(open).raw(first.number());
    if (second != null) {
      out.ascii(between).raw(second.number());
    }
    out.ascii(close);
  }

  private void tags(boolean present, int level, int texture) {
    if (!present) {
      out.ascii(texture % 2 == 0 ? "null" : "\"\"");
      return;
    }
    // One in 500 ticks the list of another level.
    byte[][] list = tags[texture % 500 == 0 ? 6 - level : level];
    int first = texture % list.length;
    out.quote().raw(list[first]);
    if (texture % 3 == 0) {
      out.ascii(",").raw(list[(first + 1 + texture % (list.length - 1)) % list.length]);
    }
    out.quote();
  }

  private void words(Visit visit, boolean present, int level, int texture) {
    if (!present) {
      out.ascii("null");
      return;
    }
    byte[][] list = level <= 2 ? Words.BAD : level == 3 ? Words.MIDDLE : Words.GOOD;
    out.quote().raw(list[texture % list.length]);
    if (texture % 25 == 0) {
      out.raw(CALL_ME);
      mobile(visit.person);
    } else if (texture % 100 == 1) {
      out.raw(MY_NUMBER);
      certificate(visit.person, false);
    }
    out.quote();
  }

  private void person(Visit visit, boolean named) {
    out.ascii("\"userProp\":").ascii(visit.enterprise ? "2" : "1").ascii(",\"userName\":");
    if (!named) {
      out.ascii(visit.texture % 2 == 0 ? "null,\"certKey\":null" : "\"\",\"certKey\":\"\"");
      out.ascii(",\"mobile\":null");
      return;
    }
    out.quote();
    applicant(visit.person, visit.enterprise);
    out.ascii("\",\"certKey\":\"");
    certificate(visit.person, visit.enterprise);
    out.ascii("\",\"mobile\":\"");
    mobile(visit.person);
    out.quote();
  }

  private void applicant(int person, boolean enterprise) {
    if (enterprise) {
      out.raw(ENTERPRISE_BEFORE).raw(APPLICANT).digits(person, 1).raw(ENTERPRISE_AFTER);
    } else {
      out.raw(JsonBytes.utf8(Words.name(person)));
    }
  }

  /** Numbers that begin with 1400 are given to no telephone. */
  private void mobile(int person) {
    out.ascii("1400").digits(person * 7919L % 10_000_000, 7);
  }

  /** 370499 is no area of the national code, so nobody has such a number. */
  private void certificate(int person, boolean enterprise) {
    StringBuilder code = new StringBuilder(18);
    if (enterprise) {
      StringBuilder body = new StringBuilder("HCP");
      String tail = Integer.toString(person % 100_000);
      body.append("0".repeat(5 - tail.length())).append(tail);
      code.append("91370499").append(body).append(CheckCharacters.organisation(body));
      code.append(CheckCharacters.uscc(code));
    } else {
      int year = 1945 + person % 61;
      int month = 1 + person / 61 % 12;
      int day = 1 + person / 732 % 28;
      int sequence = person / 20_496 % 1000;
      code.append("370499").append(year);
      code.append((char) ('0' + month / 10)).append((char) ('0' + month % 10));
      code.append((char) ('0' + day / 10)).append((char) ('0' + day % 10));
      code.append((char) ('0' + sequence / 100)).append((char) ('0' + sequence / 10 % 10));
      code.append((char) ('0' + sequence % 10)).append(CheckCharacters.citizen(code));
    }
    out.ascii(code.toString());
  }

  private void ledger(Visit visit, Step step) {
    int rank =
        switch (step) {
          case CALLED_BACK -> 0;
          case VERIFIED, LEDGER_REPEAT, LEDGER_REVERSED -> 1;
          case UNDER_WAY -> 2;
          default -> 3;
        };
    boolean reversed = step == Step.LEDGER_REVERSED;
    long callback = updated(visit, Step.CALLED_BACK);
    long called = callback <= updated(visit, step) ? callback : 0;
    out.raw(SOURCE);
    project(visit);
    out.ascii("\",\"assessNumber\":\"").ascii(visit.reviewStage).ascii("\",\"reviewRound\":1");
    out.ascii(",\"ledgerNo\":\"ZG").compactDate(visit.assessTime / 86_400).ascii("-");
    out.digits(visit.number & 0x1FFFFF, 4).ascii("\",\"callbackTime\":");
    out.time(called == 0 ? 0 : called - 5).ascii(",\"callbackResult\":");
    out.ascii(called == 0 ? "null" : visit.texture % 20 == 0 ? "0" : "1");
    if (rank == 0) {
      out.ascii(",\"isTrue\":null,\"isReasonable\":null,\"isMistaken\":null,\"isMalicious\":null");
      out.ascii(",\"maliciousConfirmed\":null,\"handlingLevel\":null,\"rectifyStatus\":0");
    } else {
      boolean mistaken = visit.mistaken && !reversed;
      boolean malicious = visit.malicious && !reversed;
      boolean isTrue = !mistaken && !malicious;
      boolean noBasis = visit.arrival[Step.UNDER_WAY.index()] == 0;
      out.ascii(",\"isTrue\":").ascii(bit(isTrue)).ascii(",\"isReasonable\":");
      out.ascii(bit(isTrue && !noBasis)).ascii(",\"isMistaken\":").ascii(bit(mistaken));
      out.ascii(",\"isMalicious\":").ascii(bit(malicious)).ascii(",\"maliciousConfirmed\":");
      out.ascii(bit(visit.confirmed && !reversed)).ascii(",\"handlingLevel\":");
      out.ascii(noBasis ? "\"no_basis\"" : visit.texture % 3 == 0 ? "\"complex\"" : "\"simple\"");
      out.ascii(",\"rectifyStatus\":");
      out.ascii(rank == 1 ? "0" : rank == 2 ? "1" : visit.refused ? "3" : "2");
    }
    boolean closed = rank == 3;
    out.ascii(",\"rectifyTime\":").time(closed ? updated(visit, step) - 5 : 0);
    out.ascii(",\"reply\":");
    out.orNull(rank != 0, closed ? (visit.refused ? REFUSED : REPLY) : EXPLAINED);
    out.ascii(",\"updateTime\":").time(updated(visit, step)).ascii("}");
  }

  private static String bit(boolean value) {
    return value ? "1" : "0";
  }

  private void verdict(Visit visit, Step step, String word) {
    boolean brushing = visit.level > 2;
    out.raw(SOURCE);
    project(visit);
    out.ascii("\",\"assessNumber\":\"").ascii(visit.reviewStage).ascii("\",\"reviewRound\":1");
    out.ascii(",\"findingId\":\"").ascii(brushing ? "brushing" : "malicious");
    out.ascii("/department/").ascii(visit.matter.deptCode()).ascii("/");
    out.compactDate(visit.assessTime / 86_400).ascii("\",\"verdict\":\"").ascii(word);
    out.ascii("\",\"reason\":\"");
    out.raw(
        JsonBytes.utf8(
            step == Step.VERDICT_REVERSED ? "申诉成立，恢复采纳" : brushing ? "集中刷好评，已核实" : "经核实为恶意差评"));
    out.ascii("\",\"by\":\"").raw(JsonBytes.utf8("督查室")).ascii("\",\"updateTime\":");
    out.time(updated(visit, step)).ascii("}");
  }

  /** A ledger entry for any review, good or bad: what an irregularity starts from. */
  byte[] plainLedger(Visit visit) {
    return now(visit, Step.VERIFIED);
  }

  /** A verdict on any review: what an irregularity starts from. */
  byte[] plainVerdict(Visit visit) {
    return now(visit, Step.VERDICT);
  }

  /** The record as if its time were that of the irregular one. */
  private byte[] now(Visit visit, Step step) {
    long kept = updated(visit, step);
    visit.updated[step.index()] = updated(visit, Step.IRREGULAR);
    byte[] record = write(visit, step);
    visit.updated[step.index()] = kept;
    return record;
  }
}
