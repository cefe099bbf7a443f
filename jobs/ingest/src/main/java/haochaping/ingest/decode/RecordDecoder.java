package haochaping.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import haochaping.core.CaseRecord;
import haochaping.core.FeedRecord;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.ingest.CloseOrder;
import haochaping.ingest.Intake;
import haochaping.platform.ErasureOrder;
import haochaping.platform.ErrorCode;
import haochaping.platform.RawDecoder;
import haochaping.platform.RawRecord;
import haochaping.platform.SourceProfile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a raw record by its source profile, checks it, and hides who wrote it. What passes holds no
 * readable identity; what does not pass has the first {@link ErrorCode} that applies.
 */
public final class RecordDecoder implements RawDecoder<Intake> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper ORDERS = new ObjectMapper();

  private final Map<String, SourceProfile> profiles;
  private final Set<String> knownTags;
  private final byte[] key;

  private transient ParsedFields parsed;
  private transient Tokeniser tokeniser;
  private transient Refusals refusals;
  private transient Map<String, StreamReader[]> readers;

  /**
   * @param profiles the source profiles, by name
   * @param knownTags codes of the tag table
   * @param key the deployment's key, 32 bytes
   * @throws IllegalArgumentException naming a profile that speaks of what the model has not
   */
  public RecordDecoder(Map<String, SourceProfile> profiles, Set<String> knownTags, byte[] key) {
    this.profiles = new HashMap<>(profiles);
    this.knownTags = Set.copyOf(knownTags);
    this.key = key.clone();
    // A profile that cannot be read with fails here, not at its first record.
    open();
  }

  @Override
  public void open() {
    tokeniser = new Tokeniser(key);
    parsed = new ParsedFields();
    refusals = new Refusals(tokeniser);
    readers = new HashMap<>();
    for (SourceProfile profile : profiles.values()) {
      readers.put(profile.name(), readers(profile));
    }
  }

  /** The readers of a profile by stream; null for a stream that it has not. */
  private StreamReader[] readers(SourceProfile profile) {
    StreamReader[] streams = new StreamReader[Stream.values().length];
    for (Stream stream : Stream.values()) {
      SourceProfile.StreamProfile mapping = profile.stream(stream);
      if (mapping == null) {
        continue;
      }
      try {
        streams[stream.ordinal()] =
            new StreamReader(profile, stream, mapping, knownTags, parsed, tokeniser, refusals);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "source profile " + profile.name() + ": " + e.getMessage(), e);
      }
    }
    return streams;
  }

  @Override
  public long eventTime(Intake intake) {
    FeedRecord record = intake.record();
    if (record instanceof ReviewRecord review) {
      return Math.min(review.eventTime(), review.position().ingestTime());
    }
    if (record instanceof CaseRecord stage) {
      return Math.min(stage.serviceTime(), stage.position().ingestTime());
    }
    return Long.MIN_VALUE;
  }

  @Override
  public boolean leads(Intake intake) {
    return intake.record() instanceof ReviewRecord;
  }

  @Override
  public Intake order(byte[] value) {
    if (value == null) {
      return null;
    }
    JsonNode json;
    try {
      json = ORDERS.readTree(value);
    } catch (IOException e) {
      // Somebody else wrote to the topic: no order.
      return null;
    }
    Optional<ErasureOrder> erasure = ErasureOrder.of(json);
    if (erasure.isPresent()) {
      return Intake.of(erasure.get());
    }
    List<CloseOrder.End> ends = new ArrayList<>();
    for (JsonNode end : json.path("ends")) {
      ends.add(
          new CloseOrder.End(
              end.path("stream").intValue(),
              end.path("partition").intValue(),
              end.path("offset").longValue()));
    }
    return ends.isEmpty() ? null : Intake.of(new CloseOrder(ends));
  }

  /**
   * The record behind the payload of a rejection, as it came.
   *
   * @throws GeneralSecurityException where it was hidden under another key
   */
  public byte[] reveal(byte[] payload) throws GeneralSecurityException {
    return tokeniser.decrypt(payload);
  }

  /** The token of a certificate number or a phone as records carry it. */
  public String token(String identity) {
    return tokeniser.token(identity);
  }

  @Override
  public Intake decode(RawRecord raw) {
    byte[] bytes = raw.value();
    if (bytes == null || bytes.length == 0) {
      return refusals.of(raw, null, ErrorCode.MALFORMED, "no value");
    }
    if (bytes.length > ParsedFields.LONGEST_VALUE) {
      return refusals.of(
          raw,
          null,
          ErrorCode.MALFORMED,
          bytes.length + " bytes, over " + ParsedFields.LONGEST_VALUE);
    }
    if (!Utf8.isValid(bytes)) {
      return refusals.of(raw, null, ErrorCode.MALFORMED, "not UTF-8");
    }
    StreamReader[] profile = readers.get(raw.profile());
    StreamReader reader = profile == null ? null : profile[raw.position().stream().ordinal()];
    String fault = parsed.parse(bytes, reader == null ? Map.of() : reader.fields());
    if (fault != null) {
      return refusals.of(raw, null, ErrorCode.MALFORMED, fault);
    }
    if (profile == null) {
      return refusals.of(raw, null, ErrorCode.UNKNOWN_SOURCE, "no profile of this name");
    }
    if (reader == null) {
      String detail = "profile " + raw.profile() + " has no " + raw.position().stream().word();
      return refusals.of(raw, null, ErrorCode.UNKNOWN_SOURCE, detail);
    }
    return reader.read(raw);
  }
}
