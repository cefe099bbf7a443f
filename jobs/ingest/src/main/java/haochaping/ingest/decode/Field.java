package haochaping.ingest.decode;

import java.util.Locale;

/**
 * The fields of the model, which source profiles map their own onto. The order is part of the
 * digests in state: append only.
 */
enum Field {
  SOURCE(Kind.SYMBOL),
  PROJECT(Kind.ID),
  STAGE(Kind.ID),
  ROUND(Kind.CODE, "round"),
  UPDATE_TIME(Kind.TIME),
  AREA(Kind.SYMBOL),
  DEPARTMENT(Kind.SYMBOL),
  DEPARTMENT_NAME(Kind.SYMBOL),
  MATTER(Kind.SYMBOL),
  MATTER_NAME(Kind.SYMBOL),
  MATTER_ITEM(Kind.SYMBOL),
  MATTER_TYPE(Kind.SOFT_CODE, "matter_type"),
  SERVICE_NAME(Kind.SYMBOL),
  SERVICE_TIME(Kind.TIME),
  ACCEPT_TIME(Kind.TIME),
  RESULT_TIME(Kind.TIME),
  CASE_STATUS(Kind.CODE, "case_status"),
  HANDLING(Kind.CODE, "handling"),
  PROMISED(Kind.SYMBOL),
  PROMISE_UNIT(Kind.CODE, "promise_unit"),
  PROMISE_KIND(Kind.CODE, "promise_kind"),
  STAFF(Kind.LIST),
  STAFF_NAME(Kind.LIST),
  PERSON_KIND(Kind.SOFT_CODE, "person_kind"),
  PERSON_NAME(Kind.TEXT),
  CERTIFICATE(Kind.TEXT),
  PHONE(Kind.TEXT),
  AGENT_NAME(Kind.TEXT),
  /** Compared between versions, kept nowhere: it may name a person. */
  PROJECT_NAME(Kind.TEXT),
  CHANNEL(Kind.CODE, "channel"),
  LEVEL(Kind.LEVEL, "level"),
  TAGS(Kind.LIST),
  TEXT(Kind.TEXT),
  EVENT_TIME(Kind.TIME),
  UPLOAD_TIME(Kind.TIME),
  IS_DEFAULT(Kind.CODE, "yes_no"),
  EFFECTIVE(Kind.CODE, "yes_no"),
  WINDOW(Kind.TEXT),
  DEVICE(Kind.TEXT),
  ADDRESS(Kind.TEXT),
  LEDGER_NO(Kind.TEXT),
  CALLBACK_TIME(Kind.TIME),
  CALLED_BACK(Kind.CODE, "yes_no"),
  IS_TRUE(Kind.CODE, "yes_no"),
  IS_REASONABLE(Kind.CODE, "yes_no"),
  IS_MISTAKEN(Kind.CODE, "yes_no"),
  IS_MALICIOUS(Kind.CODE, "yes_no"),
  MALICIOUS_CONFIRMED(Kind.CODE, "yes_no"),
  HANDLING_LEVEL(Kind.CODE, "handling_level"),
  RECTIFY_STATUS(Kind.CODE, "rectify_status"),
  RECTIFY_TIME(Kind.TIME),
  REPLY(Kind.TEXT),
  FINDING(Kind.TEXT),
  VERDICT(Kind.CODE, "verdict"),
  REASON(Kind.TEXT),
  DECIDED_BY(Kind.TEXT),
  /** File and row of a record without a number of its own. */
  FILE(Kind.SYMBOL),
  ROW(Kind.TEXT);

  /** How a field is read. */
  enum Kind {
    /** Text of few values, kept once. */
    SYMBOL,
    TEXT,
    ID,
    TIME,
    /** A value outside the map refuses the record. */
    CODE,
    /** A value outside the map becomes {@code other}, with a flag. */
    SOFT_CODE,
    LEVEL,
    /** A text with separators, or an array. */
    LIST
  }

  private static final Field[] ALL = values();

  final Kind kind;

  /** Name of the code map in the profile, or null. */
  final String codes;

  /**
   * Whether its values are so few that they are kept once. Those of thousands, such as staff, are
   * sooner made anew than found.
   */
  final boolean isSymbol;

  Field(Kind kind) {
    this(kind, null);
  }

  Field(Kind kind, String codes) {
    this.kind = kind;
    this.codes = codes;
    isSymbol =
        switch (kind) {
          case SYMBOL, CODE, SOFT_CODE, LEVEL -> true;
          case LIST -> name().equals("TAGS");
          case TEXT, ID, TIME -> name().equals("STAGE");
        };
  }

  static Field[] all() {
    return ALL;
  }

  /** The field of a word in a profile. */
  static Field of(String word) {
    try {
      return valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the model has no field " + word, e);
    }
  }
}
