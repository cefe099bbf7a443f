package haochaping.platform;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.Handling;
import haochaping.core.Position;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.schemas.topics.ChannelWord;
import haochaping.schemas.topics.ReviewChangeMessage;
import haochaping.schemas.topics.ReviewImageMessage;
import haochaping.schemas.topics.VerdictWord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Review changes as Avro single objects: two marker bytes, the fingerprint of the writer's schema,
 * the binary record. A reader resolves older schemas that it is given.
 *
 * <p>Not thread-safe.
 */
public final class ChangeCodec {
  private static final int HEADER_BYTES = 10;

  /** Forms that earlier releases wrote, in {@code schemas/topics/earlier}. */
  private static final int EARLIER_FORMS = 2;

  private static final Stream[] STREAMS = Stream.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final ChannelWord[] CHANNEL_WORDS = ChannelWord.values();
  private static final Handling.Verdict[] VERDICTS = Handling.Verdict.values();
  private static final VerdictWord[] VERDICT_WORDS = VerdictWord.values();

  /** Marker and schema fingerprint in front of every message of this release. */
  private final byte[] header;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream(1024);
  private final SpecificDatumWriter<ReviewChangeMessage> writer;
  private final SpecificDatumReader<ReviewChangeMessage> reader;

  /** Reads messages of older releases; slower, as it reads byte by byte. */
  private final BinaryMessageDecoder<ReviewChangeMessage> resolving;

  private BinaryEncoder encoder;
  private BinaryDecoder decoder;

  public ChangeCodec() {
    SpecificData model = new SpecificData();
    model.setCustomCoders(true);
    Schema schema = ReviewChangeMessage.getClassSchema();
    writer = new SpecificDatumWriter<>(schema, model);
    reader = new SpecificDatumReader<>(schema, schema, model);
    SchemaStore.Cache earlier = new SchemaStore.Cache();
    for (int form = 1; form <= EARLIER_FORMS; form++) {
      earlier.addSchema(earlier(form));
    }
    resolving = new BinaryMessageDecoder<>(model, schema, earlier);
    header =
        ByteBuffer.allocate(HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xC3)
            .put((byte) 0x01)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array();
  }

  private static Schema earlier(int form) {
    String path = "/haochaping/schemas/topics/earlier/review-changes-" + form + ".avsc";
    try (InputStream file = ChangeCodec.class.getResourceAsStream(path)) {
      return new Schema.Parser().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  public byte[] encode(ChangeEvent event) throws IOException {
    ReviewChange change = event.change();
    ReviewChangeMessage message = new ReviewChangeMessage();
    message.setWatermark(event.watermark());
    if (change != null) {
      message.setCause(change.cause().stream().ordinal());
      message.setKafkaPartition(change.cause().partition());
      message.setKafkaOffset(change.cause().offset());
      message.setChangeTime(change.cause().ingestTime());
      message.setRevision(change.revision());
      message.setBefore(message(change.before()));
      message.setAfter(message(change.after()));
    }
    written.reset();
    written.write(header, 0, HEADER_BYTES);
    encoder = EncoderFactory.get().binaryEncoder(written, encoder);
    writer.write(message, encoder);
    encoder.flush();
    return written.toByteArray();
  }

  public ChangeEvent decode(byte[] bytes) throws IOException {
    ReviewChangeMessage message;
    if (bytes.length > HEADER_BYTES
        && Arrays.equals(bytes, 0, HEADER_BYTES, header, 0, HEADER_BYTES)) {
      decoder =
          DecoderFactory.get()
              .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
      message = reader.read(null, decoder);
    } else {
      message = resolving.decode(bytes, null);
    }
    if (message.getAfter() == null && message.getBefore() == null) {
      return ChangeEvent.heartbeat(message.getWatermark(), -1);
    }
    Position cause =
        new Position(
            STREAMS[message.getCause()],
            message.getKafkaPartition(),
            message.getKafkaOffset(),
            message.getChangeTime());
    return ChangeEvent.of(
        message.getWatermark(),
        new ReviewChange(
            cause, message.getRevision(), image(message.getBefore()), image(message.getAfter())));
  }

  private static ReviewImageMessage message(ReviewImage image) {
    if (image == null) {
      return null;
    }
    ReviewRecord review = image.review();
    Attribution whom = image.attribution();
    Handling handling = image.handling();
    ReviewImageMessage message = new ReviewImageMessage();
    message.setSource(review.source());
    message.setProjectNo(review.project());
    message.setAssessNumber(review.stage());
    message.setReviewRound(review.round());
    message.setKafkaPartition(review.position().partition());
    message.setKafkaOffset(review.position().offset());
    message.setIngestTime(review.position().ingestTime());
    message.setEventTime(review.eventTime());
    message.setLevel(review.level());
    message.setChannel(CHANNEL_WORDS[review.channel().ordinal()]);
    message.setIsDefault(review.isDefault());
    message.setEffective(review.effective());
    message.setTags(review.tags());
    message.setText(review.text());
    message.setStaffNumbers(review.staff());
    message.setOwnArea(review.area());
    message.setOwnDepartment(review.department());
    message.setOwnMatter(review.matter());
    message.setReviewer(review.reviewer());
    message.setPhone(review.phone());
    message.setRealName(review.realName());
    message.setDevice(review.device());
    message.setAddress(review.address());
    message.setWindowName(review.window());
    message.setReviewerKind(review.reviewerKind());
    message.setOwnServiceTime(review.serviceTime());
    message.setUploadTime(review.uploadTime());
    message.setFlags(review.flags());
    message.setDistrict(whom.district());
    message.setDepartment(whom.department());
    message.setDepartmentName(whom.departmentName());
    message.setMatter(whom.matter());
    message.setMatterName(whom.matterName());
    message.setStaff(whom.staff());
    message.setHasCase(whom.hasCase());
    message.setServiceTime(whom.serviceTime());
    message.setHandling(whom.handling());
    message.setVerdict(
        handling.verdict() == null ? null : VERDICT_WORDS[handling.verdict().ordinal()]);
    message.setAdopted(handling.adopted());
    message.setCalledBack(handling.calledBack());
    message.setCallbackTime(handling.callbackTime());
    message.setHandlingLevel(handling.handlingLevel());
    message.setRectifyStatus(handling.status());
    message.setRectifyTime(handling.rectifyTime());
    message.setFinding(handling.findingId());
    message.setUpdateTime(review.updateTime());
    return message;
  }

  private static ReviewImage image(ReviewImageMessage message) {
    if (message == null) {
      return null;
    }
    ReviewRecord review =
        new ReviewRecord(
            new Position(
                Stream.REVIEWS,
                message.getKafkaPartition(),
                message.getKafkaOffset(),
                message.getIngestTime()),
            message.getSource(),
            message.getProjectNo(),
            message.getAssessNumber(),
            message.getReviewRound(),
            message.getUpdateTime(),
            0,
            message.getEventTime(),
            message.getLevel(),
            CHANNELS[message.getChannel().ordinal()],
            message.getIsDefault(),
            message.getEffective(),
            list(message.getTags()),
            message.getText(),
            list(message.getStaffNumbers()),
            message.getOwnArea(),
            message.getOwnDepartment(),
            message.getOwnMatter(),
            message.getReviewer(),
            message.getPhone(),
            message.getRealName(),
            message.getDevice(),
            message.getAddress(),
            message.getWindowName(),
            message.getReviewerKind(),
            message.getOwnServiceTime(),
            message.getUploadTime(),
            message.getFlags());
    Attribution whom =
        new Attribution(
            message.getDistrict(),
            message.getDepartment(),
            message.getDepartmentName(),
            message.getMatter(),
            message.getMatterName(),
            list(message.getStaff()),
            message.getHasCase(),
            message.getServiceTime(),
            message.getHandling());
    Handling handling =
        new Handling(
            message.getVerdict() == null ? null : VERDICTS[message.getVerdict().ordinal()],
            message.getAdopted(),
            message.getCalledBack(),
            message.getCallbackTime(),
            message.getHandlingLevel(),
            message.getRectifyStatus(),
            message.getRectifyTime(),
            message.getFinding());
    return new ReviewImage(review, whom, handling);
  }

  private static List<String> list(List<String> values) {
    return values.isEmpty() ? List.of() : values;
  }
}
