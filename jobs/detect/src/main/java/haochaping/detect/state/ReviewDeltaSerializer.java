package haochaping.detect.state;

import haochaping.detect.panes.ReviewDelta;
import haochaping.platform.CodecSerializer;
import haochaping.platform.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Deltas on their way to the task that watches. */
public final class ReviewDeltaSerializer extends CodecSerializer<ReviewDelta> {
  private static final long serialVersionUID = 1L;

  public static final TypeInformation<ReviewDelta> TYPE =
      type(ReviewDelta.class, new ReviewDeltaSerializer());

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public ReviewDelta copy(ReviewDelta from) {
    ReviewDelta copy = new ReviewDelta();
    copy.key = from.key;
    copy.day = from.day;
    copy.matter = from.matter;
    copy.channel = from.channel;
    copy.reviews = from.reviews;
    copy.bad = from.bad;
    copy.reviewId = from.reviewId;
    copy.time = from.time;
    copy.department = from.department;
    return copy;
  }

  @Override
  public void serialize(ReviewDelta delta, DataOutputView out) throws IOException {
    Wire.writeString(delta.key, out);
    Wire.writeInt(delta.day, out);
    Wire.writeString(delta.matter, out);
    Wire.writeInt(delta.channel, out);
    Wire.writeInt(delta.reviews, out);
    Wire.writeInt(delta.bad, out);
    Wire.writeString(delta.reviewId, out);
    out.writeLong(delta.time);
    Wire.writeString(delta.department, out);
  }

  @Override
  public ReviewDelta deserialize(DataInputView in) throws IOException {
    ReviewDelta delta = new ReviewDelta();
    delta.key = Wire.readString(in);
    delta.day = Wire.readInt(in);
    delta.matter = Wire.readString(in);
    delta.channel = Wire.readInt(in);
    delta.reviews = Wire.readInt(in);
    delta.bad = Wire.readInt(in);
    delta.reviewId = Wire.readString(in);
    delta.time = in.readLong();
    delta.department = Wire.readString(in);
    return delta;
  }

  @Override
  public TypeSerializerSnapshot<ReviewDelta> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints. */
  public static final class Snapshot extends CodecSerializer.Snapshot<ReviewDelta> {
    public Snapshot() {
      super(ReviewDeltaSerializer::new);
    }
  }
}
