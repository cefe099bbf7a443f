package haochaping.local.feed;

import haochaping.core.Position;
import haochaping.core.Stream;
import haochaping.ingest.Intake;
import haochaping.ingest.decode.RecordDecoder;
import haochaping.local.Failure;
import haochaping.operate.replay.Reader;
import haochaping.operate.replay.Refused;
import haochaping.platform.RawRecord;
import haochaping.platform.SourceProfile;
import haochaping.platform.Topics;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Map;

/** Reads refused records by the profiles as they are now, and publishes those that can be read. */
public final class Rereading implements Reader {
  private final RecordDecoder decoder;
  private final Map<String, SourceProfile> profiles;
  private final RawProducer producer;
  private final InstantSource clock;

  /**
   * @param producer or null: nothing is sent
   */
  public Rereading(
      RecordDecoder decoder,
      Map<String, SourceProfile> profiles,
      RawProducer producer,
      InstantSource clock) {
    this.decoder = decoder;
    this.profiles = profiles;
    this.producer = producer;
    this.clock = clock;
  }

  @Override
  public String sendAgain(Refused refused) {
    Stream stream = refused.stream();
    byte[] value;
    try {
      value = decoder.reveal(refused.payload());
    } catch (GeneralSecurityException e) {
      throw Failure.of(
          "core.rejected, "
              + stream.topic()
              + " partition "
              + refused.partition()
              + " offset "
              + refused.offset()
              + ": the key does not open it; it was refused under another token.key");
    }
    // What the header said is not kept: a source of which there is a profile was sent by it.
    String profile =
        profiles.containsKey(refused.source()) ? refused.source() : Topics.DEFAULT_PROFILE;
    Position position = new Position(stream, refused.partition(), refused.offset(), clock.millis());
    Intake intake = decoder.decode(new RawRecord(position, profile, value));
    if (intake.rejection() != null) {
      return intake.rejection().code().name();
    }
    if (producer != null) {
      producer.send(stream, intake.record().project(), value, profile);
    }
    return null;
  }
}
