package haochaping.ingest.decode;

import haochaping.core.CaseRecord;
import haochaping.core.Certificate;
import haochaping.core.Channel;
import haochaping.core.FeedRecord;
import haochaping.core.Flag;
import haochaping.core.LedgerRecord;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.Uscc;
import haochaping.core.VerdictRecord;
import haochaping.core.Versioned;
import haochaping.ingest.Intake;
import haochaping.platform.ErrorCode;
import haochaping.platform.RawRecord;
import haochaping.platform.SourceProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the records of one stream of one source. */
final class StreamReader {
  private static final int LONGEST_ID = 64;
  private static final long EARLIEST = Instant.parse("1999-12-31T16:00:00Z").toEpochMilli();
  private static final long AHEAD_MILLIS = Duration.ofHours(24).toMillis();
  private static final String NOBODY = "无";
  private static final String OTHER = "other";

  /** What the code maps may lead to; of levels only these count, another refuses the record. */
  private static final Map<String, Set<String>> MEANINGS =
      Map.of(
          "level", meanings("1", "2", "3", "4", "5"),
          "yes_no", meanings("0", "1"),
          "round", meanings("1", "2"),
          "case_status", meanings("1", "2", "3"),
          "handling", meanings("1", "2"),
          "rectify_status", meanings("0", "1", "2", "3"),
          "verdict", meanings("adopted", "not_adopted"),
          "channel",
              meanings(Arrays.stream(Channel.values()).map(Channel::word).toArray(String[]::new)));

  private static Set<String> meanings(String... words) {
    return new LinkedHashSet<>(Arrays.asList(words));
  }

  private final Set<String> knownTags;
  private final Tokeniser tokeniser;
  private final Refusals refusals;
  private final String[] values;
  private final long[] times;
  private final Stream stream;
  private final SourceProfile profile;
  private final Times clock;
  private final Map<String, Field> fields = new HashMap<>();
  private final String[] names = new String[Field.all().length];
  private final String[] constants = new String[Field.all().length];
  private final boolean[] noon = new boolean[Field.all().length];
  private final boolean[] isRequired = new boolean[Field.all().length];
  private final Field[] required;
  private final Field[] mapped;
  private final List<Map<String, String>> codes = new ArrayList<>();
  private final Field[] coded;

  /** What the codes of the record at hand mean, by {@link Field#ordinal()}. */
  private final String[] meanings = new String[Field.all().length];

  private final char staffSeparator;

  /**
   * @param parsed receives the fields of each record in turn
   * @param tokeniser hides identities
   * @param refusals makes rejections
   * @throws IllegalArgumentException where the profile speaks of what the model has not
   */
  StreamReader(
      SourceProfile profile,
      Stream stream,
      SourceProfile.StreamProfile mapping,
      Set<String> knownTags,
      ParsedFields parsed,
      Tokeniser tokeniser,
      Refusals refusals) {
    this.knownTags = knownTags;
    this.tokeniser = tokeniser;
    this.refusals = refusals;
    values = parsed.values;
    times = parsed.times;
    this.stream = stream;
    this.profile = profile;
    clock = new Times(profile.zone(), profile.times().equals("iso"));
    staffSeparator = profile.staffSeparator().charAt(0);
    mapping
        .fields()
        .forEach(
            (word, name) -> {
              Field field = Field.of(word);
              fields.put(name, field);
              names[field.ordinal()] = name;
            });
    if (profile.projectFromRow()) {
      fields.put(SourceProfile.FILE_FIELD, Field.FILE);
      fields.put(SourceProfile.ROW_FIELD, Field.ROW);
    }
    mapping.constants().forEach((word, value) -> constants[Field.of(word).ordinal()] = value);
    profile.noon().forEach(word -> noon[Field.of(word).ordinal()] = true);
    required = mapping.required().stream().map(Field::of).toArray(Field[]::new);
    for (Field field : required) {
      isRequired[field.ordinal()] = true;
    }
    mapped = fields.values().stream().sorted().toArray(Field[]::new);
    for (Field field : new Field[] {Field.SOURCE, Field.STAGE}) {
      if (names[field.ordinal()] == null && constants[field.ordinal()] == null) {
        throw new IllegalArgumentException(
            stream.word()
                + " has neither a field nor a constant for "
                + field.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    for (Field field : Field.all()) {
      Map<String, String> normal = new HashMap<>();
      if (field.codes != null) {
        profile
            .codes()
            .getOrDefault(field.codes, Map.of())
            .forEach((code, meaning) -> normal.put(normalise(code), meaning));
        Set<String> meanings = MEANINGS.get(field.codes);
        if (field.kind == Field.Kind.LEVEL) {
          normal.values().retainAll(meanings);
        } else if (meanings != null && !meanings.containsAll(normal.values())) {
          throw new IllegalArgumentException(
              "code map " + field.codes + " leads to something else than " + meanings);
        }
      }
      codes.add(normal);
    }
    coded =
        Arrays.stream(Field.all())
            .filter(field -> field.codes != null)
            .filter(field -> names[field.ordinal()] != null || constants[field.ordinal()] != null)
            .toArray(Field[]::new);
  }

  /** The source's fields that are mapped. */
  Map<String, Field> fields() {
    return fields;
  }

  /** The record, or its rejection. */
  Intake read(RawRecord raw) {
    for (Field field : Field.all()) {
      if (constants[field.ordinal()] != null) {
        values[field.ordinal()] = constants[field.ordinal()];
      }
    }
    if (profile.projectFromRow() && text(Field.PROJECT) == null && text(Field.ROW) != null) {
      values[Field.PROJECT.ordinal()] = text(Field.FILE) + ':' + text(Field.ROW);
    }
    for (Field field : coded) {
      String value = text(field);
      meanings[field.ordinal()] =
          value == null ? null : codes.get(field.ordinal()).get(normalise(value));
    }
    Intake refused = check(raw);
    if (refused != null) {
      return refused;
    }
    FeedRecord record =
        switch (stream) {
          case CASES -> caseRecord(raw);
          case REVIEWS -> review(raw);
          case RECTIFICATIONS -> ledger(raw);
          case VERDICTS -> verdict(raw);
        };
    return Intake.of(record, profile.needsCase());
  }

  /** The rejection of the record, or null where it passes; reads the times on the way. */
  private Intake check(RawRecord raw) {
    for (Field field : required) {
      String value = values[field.ordinal()];
      boolean wrong = value == ParsedFields.WRONG_TYPE && !saysItself(field.kind);
      if (value == null || wrong) {
        String detail = name(field) + (wrong ? ": text expected" : "");
        return refuse(raw, ErrorCode.MISSING_FIELD, detail);
      }
    }
    if (text(Field.PROJECT) == null) {
      return refuse(raw, ErrorCode.MISSING_FIELD, name(Field.PROJECT));
    }
    if (!isId(text(Field.PROJECT))) {
      return refuse(raw, ErrorCode.INVALID_ID, name(Field.PROJECT));
    }
    if (!isId(text(Field.STAGE))) {
      return refuse(raw, ErrorCode.INVALID_ID, name(Field.STAGE));
    }
    if (isRequired[Field.LEVEL.ordinal()] && code(Field.LEVEL) == null) {
      return refuse(raw, ErrorCode.INVALID_LEVEL, shown(Field.LEVEL));
    }
    boolean ahead = false;
    Field aheadField = null;
    for (Field field : mapped) {
      if (field.kind != Field.Kind.TIME) {
        continue;
      }
      String value = values[field.ordinal()];
      long time =
          value == null
              ? Versioned.NO_TIME
              : value == ParsedFields.WRONG_TYPE
                  ? Times.UNREADABLE
                  : clock.read(value, noon[field.ordinal()]);
      times[field.ordinal()] = time;
      if (isRequired[field.ordinal()]) {
        if (time == Times.UNREADABLE || time < EARLIEST) {
          return refuse(raw, ErrorCode.INVALID_TIME, shown(field));
        }
        if (!ahead && time > raw.position().ingestTime() + AHEAD_MILLIS) {
          ahead = true;
          aheadField = field;
        }
      }
    }
    if (ahead) {
      return refuse(raw, ErrorCode.FUTURE_TIME, shown(aheadField));
    }
    for (Field field : mapped) {
      if (field.kind == Field.Kind.CODE && values[field.ordinal()] != null && code(field) == null) {
        return refuse(raw, ErrorCode.INVALID_CODE, shown(field));
      }
    }
    return null;
  }

  private static boolean saysItself(Field.Kind kind) {
    return kind == Field.Kind.LEVEL || kind == Field.Kind.TIME || kind == Field.Kind.CODE;
  }

  private FeedRecord caseRecord(RawRecord raw) {
    int flags = commonFlags();
    String kind = softCode(Field.PERSON_KIND);
    String type = softCode(Field.MATTER_TYPE);
    if (isOther(Field.PERSON_KIND, kind) || isOther(Field.MATTER_TYPE, type)) {
      flags |= Flag.UNKNOWN_CODE.bit();
    }
    CaseRecord.Details details =
        new CaseRecord.Details(
            text(Field.SERVICE_NAME),
            text(Field.MATTER_ITEM),
            type,
            kind,
            text(Field.STAFF_NAME),
            time(Field.ACCEPT_TIME),
            time(Field.RESULT_TIME),
            number(Field.PROMISED),
            code(Field.PROMISE_UNIT),
            code(Field.PROMISE_KIND));
    List<String> handlers = list(Field.STAFF);
    return new CaseRecord(
        raw.position(),
        text(Field.SOURCE),
        text(Field.PROJECT),
        text(Field.STAGE),
        time(Field.UPDATE_TIME),
        fingerprint(),
        text(Field.AREA),
        text(Field.DEPARTMENT),
        text(Field.DEPARTMENT_NAME),
        text(Field.MATTER),
        text(Field.MATTER_NAME),
        handlers.isEmpty() ? null : handlers.get(0),
        time(Field.SERVICE_TIME),
        codeNumber(Field.CASE_STATUS, 0),
        codeNumber(Field.HANDLING, 0),
        tokeniser.token(text(Field.CERTIFICATE)),
        tokeniser.token(text(Field.PHONE)),
        tokeniser.token(text(Field.AGENT_NAME)),
        details,
        flags);
  }

  private FeedRecord review(RawRecord raw) {
    int flags = commonFlags();
    String kind = softCode(Field.PERSON_KIND);
    if (isOther(Field.PERSON_KIND, kind)) {
      flags |= Flag.UNKNOWN_CODE.bit();
    }
    int level = codeNumber(Field.LEVEL, 0);
    List<String> tags = list(Field.TAGS);
    for (int i = 0; i < tags.size(); i++) {
      String tag = tags.get(i);
      if (tag.charAt(0) - '0' != level) {
        flags |= Flag.TAG_LEVEL_MISMATCH.bit();
      }
      if (!knownTags.contains(tag)) {
        flags |= Flag.UNKNOWN_TAG.bit();
      }
    }
    String written = text(Field.TEXT);
    if (level < ReviewRecord.WORST_GOOD_LEVEL && tags.isEmpty() && written == null) {
      flags |= Flag.NO_TAG_NO_TEXT.bit();
    }
    String channelWord = code(Field.CHANNEL);
    Channel channel =
        channelWord == null ? Channel.OTHER : Channel.of(channelWord).orElse(Channel.OTHER);
    String certificate = text(Field.CERTIFICATE);
    return new ReviewRecord(
        raw.position(),
        text(Field.SOURCE),
        text(Field.PROJECT),
        text(Field.STAGE),
        codeNumber(Field.ROUND, 1),
        time(Field.UPDATE_TIME),
        fingerprint(),
        time(Field.EVENT_TIME),
        level,
        channel,
        channel == Channel.DEFAULT || codeNumber(Field.IS_DEFAULT, 0) == 1,
        codeNumber(Field.EFFECTIVE, 1) == 1,
        tags,
        TextMask.mask(written, text(Field.PERSON_NAME)),
        list(Field.STAFF),
        text(Field.AREA),
        text(Field.DEPARTMENT),
        text(Field.MATTER),
        tokeniser.token(certificate),
        tokeniser.token(text(Field.PHONE)),
        certificate != null && !Certificate.isPlaceholder(certificate),
        text(Field.DEVICE),
        tokeniser.token(text(Field.ADDRESS)),
        text(Field.WINDOW),
        kind,
        time(Field.SERVICE_TIME),
        time(Field.UPLOAD_TIME),
        flags);
  }

  private FeedRecord ledger(RawRecord raw) {
    return new LedgerRecord(
        raw.position(),
        text(Field.SOURCE),
        text(Field.PROJECT),
        text(Field.STAGE),
        codeNumber(Field.ROUND, 1),
        time(Field.UPDATE_TIME),
        fingerprint(),
        text(Field.LEDGER_NO),
        codeNumber(Field.CALLED_BACK, LedgerRecord.UNSAID),
        time(Field.CALLBACK_TIME),
        codeNumber(Field.IS_TRUE, LedgerRecord.UNSAID),
        codeNumber(Field.IS_REASONABLE, LedgerRecord.UNSAID),
        codeNumber(Field.IS_MISTAKEN, LedgerRecord.UNSAID),
        codeNumber(Field.IS_MALICIOUS, LedgerRecord.UNSAID),
        codeNumber(Field.MALICIOUS_CONFIRMED, LedgerRecord.UNSAID),
        code(Field.HANDLING_LEVEL),
        codeNumber(Field.RECTIFY_STATUS, LedgerRecord.UNSAID),
        time(Field.RECTIFY_TIME),
        TextMask.mask(text(Field.REPLY)),
        timeFlags());
  }

  private FeedRecord verdict(RawRecord raw) {
    return new VerdictRecord(
        raw.position(),
        text(Field.SOURCE),
        text(Field.PROJECT),
        text(Field.STAGE),
        codeNumber(Field.ROUND, 1),
        time(Field.UPDATE_TIME),
        fingerprint(),
        text(Field.FINDING),
        "adopted".equals(code(Field.VERDICT)),
        TextMask.mask(text(Field.REASON)),
        TextMask.mask(text(Field.DECIDED_BY)),
        timeFlags());
  }

  /** The flags that cases and reviews share. */
  private int commonFlags() {
    int flags = timeFlags();
    String department = text(Field.DEPARTMENT);
    if (profile.uscc() && department != null && !Uscc.isValid(department)) {
      flags |= Flag.BAD_USCC.bit();
    }
    String matter = text(Field.MATTER);
    if (matter != null && matter.contains("00000000")) {
      flags |= Flag.SELF_BUILT_ITEM.bit();
    }
    String certificate = text(Field.CERTIFICATE);
    if (NOBODY.equals(text(Field.PERSON_NAME))
        || (certificate != null && Certificate.isPlaceholder(certificate))) {
      flags |= Flag.PLACEHOLDER_IDENTITY.bit();
    }
    return flags;
  }

  private int timeFlags() {
    for (Field field : mapped) {
      if (field.kind == Field.Kind.TIME && times[field.ordinal()] == Times.UNREADABLE) {
        return Flag.BAD_OPTIONAL_TIME.bit();
      }
    }
    return 0;
  }

  /** A digest over all mapped values, whatever the order in which they came. */
  private long fingerprint() {
    long digest = stream.ordinal() + 1;
    for (Field field : mapped) {
      String value = values[field.ordinal()];
      if (value == null || saysTheDefault(field)) {
        continue;
      }
      if (field.kind == Field.Kind.LIST && value.indexOf(ParsedFields.LIST_SEPARATOR) >= 0) {
        value = value.replace(ParsedFields.LIST_SEPARATOR, ',');
      }
      long hash = field.ordinal() + 1;
      for (int i = 0; i < value.length(); i++) {
        hash = hash * 0x9E3779B97F4A7C15L + value.charAt(i);
      }
      hash ^= hash >>> 32;
      digest = Long.rotateLeft(digest, 23) * 0xBF58476D1CE4E5B9L + hash;
    }
    return digest ^ (digest >>> 29);
  }

  /** Whether a field says what its absence says. */
  private boolean saysTheDefault(Field field) {
    return switch (field) {
      case ROUND, EFFECTIVE -> codeNumber(field, 1) == 1;
      case IS_DEFAULT -> codeNumber(field, 0) == 0;
      default -> false;
    };
  }

  private List<String> list(Field field) {
    String value = text(field);
    if (value == null) {
      return List.of();
    }
    char separator = field == Field.STAFF ? staffSeparator : ',';
    if (value.indexOf(separator) < 0 && value.indexOf(ParsedFields.LIST_SEPARATOR) < 0) {
      String one = value.trim();
      return one.isEmpty() ? List.of() : one.equals(value) ? List.of(value) : List.of(one);
    }
    List<String> parts = new ArrayList<>(4);
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length()
          || value.charAt(i) == separator
          || value.charAt(i) == ParsedFields.LIST_SEPARATOR) {
        String part = value.substring(start, i).trim();
        if (!part.isEmpty() && !parts.contains(part)) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return List.copyOf(parts);
  }

  private String text(Field field) {
    String value = values[field.ordinal()];
    return value == ParsedFields.WRONG_TYPE ? null : value;
  }

  private long time(Field field) {
    if (names[field.ordinal()] == null) {
      return Versioned.NO_TIME;
    }
    long time = times[field.ordinal()];
    return time == Times.UNREADABLE ? Versioned.NO_TIME : time;
  }

  private String code(Field field) {
    return meanings[field.ordinal()];
  }

  private int codeNumber(Field field, int absent) {
    String code = code(field);
    return code == null ? absent : Integer.parseInt(code);
  }

  private String softCode(Field field) {
    String value = text(field);
    if (value == null) {
      return null;
    }
    String code = code(field);
    return code == null ? OTHER : code;
  }

  /** Whether a soft code became other because the profile does not know it. */
  private boolean isOther(Field field, String code) {
    return OTHER.equals(code) && code(field) == null;
  }

  private int number(Field field) {
    String value = text(field);
    if (value == null || value.length() > 9) {
      return -1;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(value);
  }

  private String name(Field field) {
    String name = names[field.ordinal()];
    return name == null ? field.name().toLowerCase(java.util.Locale.ROOT) : name;
  }

  /** The field and, where it is made of digits and their punctuation, its value. */
  private String shown(Field field) {
    String value = values[field.ordinal()];
    if (value == ParsedFields.WRONG_TYPE) {
      return name(field) + ": text or number expected";
    }
    // Anything may stand in a wrong field, a name too: only what can be none is told.
    String masked = TextMask.mask(value);
    for (int i = 0; i < masked.length(); i++) {
      if ("0123456789-+.,:/ *T".indexOf(masked.charAt(i)) < 0) {
        return name(field) + ": a text of " + masked.length() + " characters";
      }
    }
    return name(field) + " = " + (masked.length() > 24 ? masked.substring(0, 24) : masked);
  }

  private Intake refuse(RawRecord raw, ErrorCode code, String detail) {
    return refusals.of(raw, text(Field.SOURCE), code, detail);
  }

  private static boolean isId(String text) {
    if (text.codePointCount(0, text.length()) > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Digits without leading zeros; other texts as they are. */
  private static String normalise(String code) {
    if (code.charAt(0) != '0' || code.length() == 1) {
      return code;
    }
    for (int i = 1; i < code.length(); i++) {
      if (code.charAt(i) < '0' || code.charAt(i) > '9') {
        return code;
      }
    }
    int start = 0;
    while (start < code.length() - 1 && code.charAt(start) == '0') {
      start++;
    }
    return code.substring(start);
  }
}
