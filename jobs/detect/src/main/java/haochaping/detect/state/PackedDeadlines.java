package haochaping.detect.state;

import haochaping.core.Deadline;
import haochaping.core.Step;
import haochaping.detect.deadlines.DeadlineState;
import haochaping.detect.deadlines.Due;
import haochaping.platform.Wire;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Steps that are due and what was told of them, in bytes. */
public final class PackedDeadlines {
  private static final Step[] STEPS = Step.values();

  private PackedDeadlines() {}

  public static byte[] pack(DeadlineState state) throws IOException {
    return Packed.pack(FORM, state);
  }

  /**
   * @throws IOException naming the form where a later release wrote the bytes
   */
  public static DeadlineState unpack(byte[] packed) throws IOException {
    return Packed.unpack(FORM, packed);
  }

  private static final Packed.Form<DeadlineState> FORM =
      new Packed.Form<>() {
        @Override
        public byte version() {
          return 1;
        }

        @Override
        public String name() {
          return "deadlines";
        }

        @Override
        public void write(DeadlineState state, DataOutputView out) throws IOException {
          Wire.writeInt(state.dues.size(), out);
          for (Map.Entry<String, Due> entry : state.dues.entrySet()) {
            Due due = entry.getValue();
            Deadline deadline = due.deadline();
            Wire.writeString(entry.getKey(), out);
            Wire.writeString(due.reviewId(), out);
            out.writeLong(due.time());
            Wire.writeString(due.department(), out);
            out.writeByte(deadline.step().ordinal());
            out.writeLong(deadline.dueAt());
            out.writeBoolean(deadline.isDone());
            out.writeLong(deadline.doneAt());
            out.writeBoolean(deadline.isProvisional());
            Wire.writeInt(due.lastBeforeEscalation(), out);
          }
          PackedSources.write(state.telling, out);
        }

        @Override
        public DeadlineState read(byte version, DataInputView in) throws IOException {
          DeadlineState state = new DeadlineState();
          for (int left = Wire.readInt(in); left > 0; left--) {
            state.dues.put(
                Wire.readString(in),
                new Due(
                    Wire.readString(in),
                    in.readLong(),
                    Wire.readString(in),
                    new Deadline(
                        STEPS[in.readByte()],
                        in.readLong(),
                        in.readBoolean(),
                        in.readLong(),
                        in.readBoolean()),
                    Wire.readInt(in)));
          }
          PackedSources.read(state.telling, in);
          return state;
        }
      };
}
