package haochaping.platform;

import haochaping.schemas.topics.FindingMessage;
import haochaping.schemas.topics.FindingStateWord;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;

/**
 * Findings as Avro single objects: two marker bytes, the fingerprint of the writer's schema, the
 * binary record.
 *
 * <p>Not thread-safe.
 */
public final class FindingCodec {
  private static final Finding.State[] STATES = Finding.State.values();
  private static final FindingStateWord[] STATE_WORDS = FindingStateWord.values();

  private final BinaryMessageEncoder<FindingMessage> encoder;
  private final BinaryMessageDecoder<FindingMessage> decoder;

  public FindingCodec() {
    SpecificData model = new SpecificData();
    encoder = new BinaryMessageEncoder<>(model, FindingMessage.getClassSchema());
    decoder = new BinaryMessageDecoder<>(model, FindingMessage.getClassSchema());
  }

  public byte[] encode(Finding finding) throws IOException {
    FindingMessage message = new FindingMessage();
    message.setFindingId(finding.id());
    message.setRevision(finding.revision());
    message.setState(STATE_WORDS[finding.state().ordinal()]);
    message.setAudience(finding.audience());
    message.setKind(finding.kind());
    message.setDimension(finding.dimension());
    message.setKey(finding.key());
    message.setDepartment(finding.department());
    message.setWindowStart(finding.windowStart());
    message.setWindowEnd(finding.windowEnd());
    message.setObserved(finding.observed());
    message.setExpected(finding.expected());
    message.setRatio(finding.ratio());
    message.setPValue(finding.pValue());
    message.setQValue(finding.qValue());
    message.setRecurrenceDays(finding.recurrenceDays());
    message.setDetector(finding.detector());
    message.setDetectorVersion(finding.detectorVersion());
    message.setDetectedAt(finding.detectedAt());
    message.setEventTime(finding.eventTime());
    message.setWrittenAt(finding.writtenAt());
    message.setEvidence(finding.evidence());
    message.setVerdict(finding.verdict());
    ByteBuffer bytes = encoder.encode(message);
    byte[] encoded = new byte[bytes.remaining()];
    bytes.get(encoded);
    return encoded;
  }

  public Finding decode(byte[] bytes) throws IOException {
    FindingMessage message = decoder.decode(bytes, null);
    return new Finding(
        message.getFindingId(),
        message.getRevision(),
        STATES[message.getState().ordinal()],
        message.getAudience(),
        message.getKind(),
        message.getDimension(),
        message.getKey(),
        message.getDepartment(),
        message.getWindowStart(),
        message.getWindowEnd(),
        message.getObserved(),
        message.getExpected(),
        message.getRatio(),
        message.getPValue(),
        message.getQValue(),
        message.getRecurrenceDays(),
        message.getDetector(),
        message.getDetectorVersion(),
        message.getDetectedAt(),
        message.getEventTime(),
        message.getWrittenAt(),
        message.getEvidence(),
        message.getVerdict());
  }
}
