package haochaping.core;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Records as a source would send them, after decoding; each setter names one field of the feed. */
final class Given {
  static final String SOURCE = "zz-zwfw";
  static final String PROJECT = "37040220260302000017";
  static final String DEPARTMENT = "11370402MB2857833P";
  static final String MATTER = "11370402MB2857833P1000125004000";

  private Given() {}

  /** A local time of the city, {@code yyyy-MM-dd HH:mm:ss}, in epoch ms. */
  static long at(String local) {
    return LocalDateTime.parse(local.replace(' ', 'T'))
        .atZone(ZoneId.of("Asia/Shanghai"))
        .toInstant()
        .toEpochMilli();
  }

  /** Equal for records that are equal in all but where they stand in the topics. */
  private static long fingerprint(Object... fields) {
    long digest = 17;
    for (Object field : fields) {
      for (char c : String.valueOf(field).toCharArray()) {
        digest = digest * 1_000_003 + c;
      }
      digest = digest * 1_000_003 + 0xFFFF;
    }
    return digest;
  }

  static CaseSent stage(String number) {
    return new CaseSent(number);
  }

  static ReviewSent review(String stage) {
    return new ReviewSent(stage);
  }

  static LedgerSent ledger(String stage) {
    return new LedgerSent(stage);
  }

  static VerdictSent verdict(String stage) {
    return new VerdictSent(stage);
  }

  static final class CaseSent {
    private final String stage;
    private long update = at("2026-03-02 10:00:00");
    private String area = "370402000000";
    private String department = DEPARTMENT;
    private String matter = MATTER;
    private String staff = "SZ0173";
    private long service = at("2026-03-02 09:25:00");
    private int handling = CaseRecord.HANDLED_ON_SITE;
    private int status = 3;
    private long offset;

    private CaseSent(String stage) {
      this.stage = stage;
    }

    CaseSent update(long time) {
      update = time;
      return this;
    }

    CaseSent area(String code) {
      area = code;
      return this;
    }

    CaseSent department(String code) {
      department = code;
      return this;
    }

    CaseSent matter(String code) {
      matter = code;
      return this;
    }

    CaseSent staff(String number) {
      staff = number;
      return this;
    }

    CaseSent service(long time) {
      service = time;
      return this;
    }

    CaseSent handling(int code) {
      handling = code;
      return this;
    }

    CaseSent status(int code) {
      status = code;
      return this;
    }

    CaseSent offset(long number) {
      offset = number;
      return this;
    }

    CaseRecord sent() {
      return new CaseRecord(
          new Position(Stream.CASES, 0, offset, at("2026-06-01 00:00:00")),
          SOURCE,
          PROJECT,
          stage,
          update,
          fingerprint(stage, update, area, department, matter, staff, service, handling, status),
          area,
          department,
          "name of " + department,
          matter,
          "name of " + matter,
          staff,
          service,
          status,
          handling,
          null,
          null,
          null,
          new CaseRecord.Details(
              null, null, null, null, null, Versioned.NO_TIME, Versioned.NO_TIME, -1, null, null),
          0);
    }
  }

  static final class ReviewSent {
    private final String stage;
    private int round = 1;
    private long update = at("2026-03-02 09:26:11");
    private long event = at("2026-03-02 09:26:10");
    private int level = 5;
    private Channel channel = Channel.TABLET;
    private boolean isDefault;
    private boolean effective = true;
    private List<String> staff = List.of();
    private String area;
    private String department;
    private String matter;
    private String text;
    private String reviewer;
    private String phone;
    private String device;
    private String address;
    private boolean realName;
    private long service = Versioned.NO_TIME;
    private long upload = Versioned.NO_TIME;
    private long offset;
    private int flags;

    private ReviewSent(String stage) {
      this.stage = stage;
    }

    ReviewSent round(int number) {
      round = number;
      return this;
    }

    ReviewSent update(long time) {
      update = time;
      return this;
    }

    ReviewSent event(long time) {
      event = time;
      return this;
    }

    ReviewSent level(int number) {
      level = number;
      return this;
    }

    ReviewSent channel(Channel way) {
      channel = way;
      return this;
    }

    ReviewSent byDefault() {
      isDefault = true;
      return this;
    }

    ReviewSent withdrawn() {
      effective = false;
      return this;
    }

    ReviewSent staff(String... numbers) {
      staff = List.of(numbers);
      return this;
    }

    ReviewSent own(String areaCode, String departmentCode, String matterCode) {
      area = areaCode;
      department = departmentCode;
      matter = matterCode;
      return this;
    }

    ReviewSent text(String words) {
      text = words;
      return this;
    }

    ReviewSent realName() {
      realName = true;
      return this;
    }

    ReviewSent from(String reviewerToken, String phoneToken, String number, String addressToken) {
      reviewer = reviewerToken;
      phone = phoneToken;
      device = number;
      address = addressToken;
      return this;
    }

    ReviewSent upload(long time) {
      upload = time;
      return this;
    }

    ReviewSent service(long time) {
      service = time;
      return this;
    }

    ReviewSent offset(long number) {
      offset = number;
      return this;
    }

    ReviewSent flags(int set) {
      flags = set;
      return this;
    }

    ReviewRecord sent() {
      return new ReviewRecord(
          new Position(Stream.REVIEWS, 0, offset, at("2026-06-01 00:00:00")),
          SOURCE,
          PROJECT,
          stage,
          round,
          update,
          fingerprint(
              stage,
              round,
              update,
              event,
              level,
              channel,
              isDefault,
              effective,
              staff,
              area,
              department,
              matter,
              text,
              realName,
              service,
              upload,
              flags),
          event,
          level,
          channel,
          isDefault,
          effective,
          List.of(),
          text,
          staff,
          area,
          department,
          matter,
          reviewer,
          phone,
          realName,
          device,
          address,
          null,
          null,
          service,
          upload,
          flags);
    }
  }

  static final class LedgerSent {
    private final String stage;
    private int round = 1;
    private long update = at("2026-03-05 10:00:05");
    private int mistaken = LedgerRecord.UNSAID;
    private int malicious = LedgerRecord.UNSAID;
    private int confirmed = LedgerRecord.UNSAID;
    private int calledBack = LedgerRecord.UNSAID;
    private long callback = Versioned.NO_TIME;
    private String level;
    private int status = LedgerRecord.UNSAID;
    private long rectified = Versioned.NO_TIME;
    private String reply;

    private LedgerSent(String stage) {
      this.stage = stage;
    }

    LedgerSent round(int number) {
      round = number;
      return this;
    }

    LedgerSent update(long time) {
      update = time;
      return this;
    }

    LedgerSent mistaken(int code) {
      mistaken = code;
      return this;
    }

    LedgerSent malicious(int said, int proven) {
      malicious = said;
      confirmed = proven;
      return this;
    }

    LedgerSent calledBack(int code) {
      calledBack = code;
      return this;
    }

    LedgerSent callback(long time) {
      callback = time;
      return this;
    }

    LedgerSent handlingLevel(String word) {
      level = word;
      return this;
    }

    LedgerSent status(int code) {
      status = code;
      return this;
    }

    LedgerSent rectified(long time) {
      rectified = time;
      return this;
    }

    LedgerSent reply(String words) {
      reply = words;
      return this;
    }

    LedgerRecord sent() {
      return new LedgerRecord(
          new Position(Stream.RECTIFICATIONS, 0, 0, at("2026-06-01 00:00:00")),
          SOURCE,
          PROJECT,
          stage,
          round,
          update,
          fingerprint(
              stage,
              round,
              update,
              mistaken,
              malicious,
              confirmed,
              calledBack,
              callback,
              level,
              status,
              rectified,
              reply),
          "ZG20260302-0007",
          calledBack,
          callback,
          LedgerRecord.UNSAID,
          LedgerRecord.UNSAID,
          mistaken,
          malicious,
          confirmed,
          level,
          status,
          rectified,
          reply,
          0);
    }
  }

  static final class VerdictSent {
    private final String stage;
    private int round = 1;
    private long update = at("2026-04-10 16:00:00");
    private boolean adopted;

    private VerdictSent(String stage) {
      this.stage = stage;
    }

    VerdictSent round(int number) {
      round = number;
      return this;
    }

    VerdictSent update(long time) {
      update = time;
      return this;
    }

    VerdictSent adopted() {
      adopted = true;
      return this;
    }

    VerdictRecord sent() {
      return new VerdictRecord(
          new Position(Stream.VERDICTS, 0, 0, at("2026-06-01 00:00:00")),
          SOURCE,
          PROJECT,
          stage,
          round,
          update,
          fingerprint(stage, round, update, adopted),
          null,
          adopted,
          "checked",
          "supervision office",
          0);
    }
  }

  /** A project and all that it gave out. */
  static final class Told {
    final Project project = new Project();
    final List<ReviewChange> changes = new ArrayList<>();
    private final boolean hold;

    Told() {
      this(false);
    }

    Told(boolean hold) {
      this.hold = hold;
    }

    static Told live(FeedRecord... records) {
      Told told = new Told();
      for (FeedRecord record : records) {
        told.tell(record);
      }
      return told;
    }

    Versioned.Standing tell(FeedRecord record) {
      if (record instanceof CaseRecord stage) {
        return project.apply(stage, changes::add);
      }
      if (record instanceof ReviewRecord review) {
        return project.apply(review, hold, changes::add);
      }
      if (record instanceof LedgerRecord ledger) {
        return project.apply(ledger, changes::add);
      }
      return project.apply((VerdictRecord) record, changes::add);
    }

    /** What the newest change says of a review, or null. */
    ReviewImage image(String stage, int round) {
      ReviewImage newest = null;
      for (ReviewChange change : changes) {
        ReviewRecord review = change.after().review();
        if (review.stage().equals(stage) && review.round() == round) {
          newest = change.after();
        }
      }
      return newest;
    }

    ReviewImage image() {
      return image("1", 1);
    }

    ReviewChange last() {
      return changes.get(changes.size() - 1);
    }
  }
}
