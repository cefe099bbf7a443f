package haochaping.platform;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.Handling;
import haochaping.core.Position;
import haochaping.core.ReviewChange;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.Versioned;
import haochaping.schemas.topics.ChannelWord;
import haochaping.schemas.topics.ReviewChangeMessage;
import haochaping.schemas.topics.ReviewImageMessage;
import haochaping.schemas.topics.VerdictWord;
import java.io.IOException;
import java.util.List;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;

/**
 * Review changes as Avro single objects: two marker bytes, the fingerprint of the writer's schema,
 * the binary record. A reader resolves older schemas that it is given.
 *
 * <p>Not thread-safe.
 */
public final class ChangeCodec {
  private static final Stream[] STREAMS = Stream.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final ChannelWord[] CHANNEL_WORDS = ChannelWord.values();
  private static final Handling.Verdict[] VERDICTS = Handling.Verdict.values();
  private static final VerdictWord[] VERDICT_WORDS = VerdictWord.values();

  private final BinaryMessageEncoder<ReviewChangeMessage> encoder;
  private final BinaryMessageDecoder<ReviewChangeMessage> decoder;

  public ChangeCodec() {
    SpecificData model = new SpecificData();
    model.setCustomCoders(true);
    encoder = new BinaryMessageEncoder<>(model, ReviewChangeMessage.getClassSchema(), true);
    decoder =
        new BinaryMessageDecoder<>(
            model,
            ReviewChangeMessage.getClassSchema(),
            new SchemaStore.Cache() /* holds the older schemas once there are any */);
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
    java.nio.ByteBuffer buffer = encoder.encode(message);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  public ChangeEvent decode(byte[] bytes) throws IOException {
    ReviewChangeMessage message = decoder.decode(bytes, null);
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
            Versioned.NO_TIME,
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
            message.getRectifyTime());
    return new ReviewImage(review, whom, handling);
  }

  private static List<String> list(List<String> values) {
    return values.isEmpty() ? List.of() : values;
  }
}
