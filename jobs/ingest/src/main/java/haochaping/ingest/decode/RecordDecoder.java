package haochaping.ingest.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.ingest.Rejection;
import haochaping.platform.ErrorCode;
import haochaping.platform.RawDecoder;
import haochaping.platform.RawRecord;
import haochaping.platform.SourceProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a raw record by its source profile, checks it, and hides who wrote it. What passes holds no
 * readable identity; what does not pass has the first {@link ErrorCode} that applies.
 */
public final class RecordDecoder implements RawDecoder<Intake> {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_VALUE = 65_536;
  private static final int DEEPEST = 16;
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_SOURCE = 64;
  private static final long EARLIEST = Instant.parse("1999-12-31T16:00:00Z").toEpochMilli();
  private static final long AHEAD_MILLIS = Duration.ofHours(24).toMillis();
  private static final String NOBODY = "无";
  private static final String OTHER = "other";

  /** Stands for a value of the wrong type, such as an object where text was expected. */
  private static final String WRONG_TYPE = new String("wrong type");

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

  private final Map<String, SourceProfile> profiles;
  private final Set<String> knownTags;
  private final byte[] key;
  private final boolean backfill;

  private transient JsonFactory json;
  private transient Symbols symbols;
  private transient Tokeniser tokeniser;
  private transient Map<String, ProfileReader> readers;
  private transient String[] values;
  private transient long[] times;
  private transient List<String> staff;

  /**
   * @param profiles the source profiles, by name
   * @param knownTags codes of the tag table
   * @param key the deployment's key, 32 bytes
   * @param backfill whether cases move event time too
   * @throws IllegalArgumentException naming a profile that speaks of what the model has not
   */
  public RecordDecoder(
      Map<String, SourceProfile> profiles, Set<String> knownTags, byte[] key, boolean backfill) {
    this.profiles = new HashMap<>(profiles);
    this.knownTags = Set.copyOf(knownTags);
    this.key = key.clone();
    this.backfill = backfill;
    // A profile that cannot be read with fails here, not at its first record.
    for (SourceProfile profile : profiles.values()) {
      readers(profile);
    }
  }

  private ProfileReader readers(SourceProfile profile) {
    try {
      return new ProfileReader(profile);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "source profile " + profile.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void open() {
    json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_VALUE)
                    .maxNumberLength(LONGEST_VALUE)
                    .build())
            .build();
    symbols = new Symbols();
    tokeniser = new Tokeniser(key);
    readers = new HashMap<>();
    for (SourceProfile profile : profiles.values()) {
      readers.put(profile.name(), readers(profile));
    }
    values = new String[Field.all().length];
    times = new long[Field.all().length];
  }

  @Override
  public long eventTime(Intake intake) {
    FeedRecord record = intake.record();
    if (record instanceof ReviewRecord review) {
      return Math.min(review.eventTime(), review.position().ingestTime());
    }
    if (backfill && record instanceof CaseRecord stage) {
      return Math.min(stage.serviceTime(), stage.position().ingestTime());
    }
    return Long.MIN_VALUE;
  }

  @Override
  public Intake clock(byte[] value) {
    if (value == null) {
      return null;
    }
    List<CloseOrder.End> ends = new ArrayList<>();
    try {
      for (JsonNode end : new ObjectMapper().readTree(value).path("ends")) {
        ends.add(
            new CloseOrder.End(
                end.path("stream").intValue(),
                end.path("partition").intValue(),
                end.path("offset").longValue()));
      }
    } catch (IOException e) {
      // Somebody else wrote to the topic: no order.
      return null;
    }
    return ends.isEmpty() ? null : Intake.of(new CloseOrder(ends));
  }

  @Override
  public Intake decode(RawRecord raw) {
    byte[] bytes = raw.value();
    if (bytes == null || bytes.length == 0) {
      return reject(raw, null, ErrorCode.MALFORMED, "no value");
    }
    if (bytes.length > LONGEST_VALUE) {
      return reject(raw, null, ErrorCode.MALFORMED, bytes.length + " bytes, over " + LONGEST_VALUE);
    }
    if (!Utf8.isValid(bytes)) {
      return reject(raw, null, ErrorCode.MALFORMED, "not UTF-8");
    }
    ProfileReader profile = readers.get(raw.profile());
    StreamReader reader = profile == null ? null : profile.stream(raw.position().stream());
    String fault = parse(bytes, reader == null ? Map.of() : reader.fields);
    if (fault != null) {
      return reject(raw, null, ErrorCode.MALFORMED, fault);
    }
    if (profile == null) {
      return reject(raw, null, ErrorCode.UNKNOWN_SOURCE, "no profile of this name");
    }
    if (reader == null) {
      String detail = "profile " + raw.profile() + " has no " + raw.position().stream().word();
      return reject(raw, null, ErrorCode.UNKNOWN_SOURCE, detail);
    }
    return reader.read(raw);
  }

  /**
   * Reads the mapped fields of one JSON object into {@link #values} and {@link #staff}.
   *
   * @return what is wrong with the JSON, or null
   */
  private String parse(byte[] bytes, Map<String, Field> fields) {
    Arrays.fill(values, null);
    staff = null;
    // The parser would take a byte-order mark or UTF-16 for granted.
    if (bytes[0] == (byte) 0xEF || bytes[0] == 0 || (bytes.length > 1 && bytes[1] == 0)) {
      return "not one JSON object";
    }
    try (JsonParser parser = json.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "not one JSON object";
      }
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        Field field = fields.get(name);
        if (field == null) {
          if (token.isStructStart()) {
            parser.skipChildren();
          }
        } else {
          values[field.ordinal()] = value(parser, token, field);
        }
      }
      return parser.nextToken() == null ? null : "text after the object";
    } catch (IOException e) {
      // The parser's own words would quote the record.
      return "no valid JSON, or deeper than " + DEEPEST + " levels";
    }
  }

  private String value(JsonParser parser, JsonToken token, Field field) throws IOException {
    switch (token) {
      case VALUE_NULL:
        return null;
      case START_ARRAY:
        if (field.kind == Field.Kind.LIST) {
          return list(parser);
        }
        parser.skipChildren();
        return WRONG_TYPE;
      case START_OBJECT:
        parser.skipChildren();
        return WRONG_TYPE;
      default:
        int length = parser.getTextLength();
        if (length == 0) {
          return null;
        }
        return field.isSymbol()
            ? symbols.get(parser.getTextCharacters(), parser.getTextOffset(), length)
            : parser.getText();
    }
  }

  /** An array of texts, joined as a source would write it in one text. */
  private String list(JsonParser parser) throws IOException {
    StringBuilder joined = null;
    String first = null;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      if (token.isStructStart()) {
        parser.skipChildren();
        continue;
      }
      if (token == JsonToken.VALUE_NULL || parser.getTextLength() == 0) {
        continue;
      }
      String text =
          symbols.get(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      if (first == null) {
        first = text;
      } else {
        joined = joined == null ? new StringBuilder(first) : joined;
        joined.append(LIST_SEPARATOR).append(text);
      }
    }
    return joined == null ? first : joined.toString();
  }

  /** Between the texts of an array; no source writes it. */
  private static final char LIST_SEPARATOR = '\u001F';

  private Intake reject(RawRecord raw, String source, ErrorCode code, String detail) {
    String name =
        source == null
            ? Rejection.UNKNOWN_SOURCE
            : source.length() > LONGEST_SOURCE ? source.substring(0, LONGEST_SOURCE) : source;
    byte[] payload = tokeniser.encrypt(raw.value() == null ? new byte[0] : raw.value());
    return Intake.of(new Rejection(raw.position(), TextMask.mask(name), code, detail, payload));
  }

  private final class ProfileReader {
    private final StreamReader[] streams = new StreamReader[Stream.values().length];

    ProfileReader(SourceProfile profile) {
      for (Stream stream : Stream.values()) {
        SourceProfile.StreamProfile mapping = profile.stream(stream);
        if (mapping != null) {
          streams[stream.ordinal()] = new StreamReader(profile, stream, mapping);
        }
      }
    }

    StreamReader stream(Stream stream) {
      return streams[stream.ordinal()];
    }
  }

  /** Reads the records of one stream of one source. */
  private final class StreamReader {
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
    private final char staffSeparator;

    StreamReader(SourceProfile profile, Stream stream, SourceProfile.StreamProfile mapping) {
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
    }

    Intake read(RawRecord raw) {
      for (Field field : Field.all()) {
        if (constants[field.ordinal()] != null) {
          values[field.ordinal()] = constants[field.ordinal()];
        }
      }
      if (profile.projectFromRow() && text(Field.PROJECT) == null && text(Field.ROW) != null) {
        values[Field.PROJECT.ordinal()] = text(Field.FILE) + ':' + text(Field.ROW);
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
        boolean wrong = value == WRONG_TYPE && !saysItself(field.kind);
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
                : value == WRONG_TYPE ? Times.UNREADABLE : clock.read(value, noon[field.ordinal()]);
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
        if (field.kind == Field.Kind.CODE
            && values[field.ordinal()] != null
            && code(field) == null) {
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
        if (field.kind == Field.Kind.LIST && value.indexOf(LIST_SEPARATOR) >= 0) {
          value = value.replace(LIST_SEPARATOR, ',');
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
      if (value.indexOf(separator) < 0 && value.indexOf(LIST_SEPARATOR) < 0) {
        String one = value.trim();
        return one.isEmpty() ? List.of() : one.equals(value) ? List.of(value) : List.of(one);
      }
      List<String> parts = new ArrayList<>(4);
      int start = 0;
      for (int i = 0; i <= value.length(); i++) {
        if (i == value.length()
            || value.charAt(i) == separator
            || value.charAt(i) == LIST_SEPARATOR) {
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
      return value == WRONG_TYPE ? null : value;
    }

    private long time(Field field) {
      if (names[field.ordinal()] == null) {
        return Versioned.NO_TIME;
      }
      long time = times[field.ordinal()];
      return time == Times.UNREADABLE ? Versioned.NO_TIME : time;
    }

    private String code(Field field) {
      String value = text(field);
      return value == null ? null : codes.get(field.ordinal()).get(normalise(value));
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
      if (value == WRONG_TYPE) {
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
      return reject(raw, text(Field.SOURCE), code, detail);
    }
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
