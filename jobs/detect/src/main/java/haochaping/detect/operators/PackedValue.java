package haochaping.detect.operators;

import haochaping.detect.state.Packed;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;

/** One packed value in operator state. */
final class PackedValue {
  private final ListState<byte[]> state;

  /**
   * @param name of the state, part of every savepoint
   */
  PackedValue(StateInitializationContext context, String name) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>(name, Packed.TYPE));
  }

  /** What was stored, or null. */
  byte[] stored() throws Exception {
    byte[] stored = null;
    for (byte[] packed : state.get()) {
      stored = packed;
    }
    return stored;
  }

  void store(byte[] packed) throws Exception {
    state.clear();
    state.add(packed);
  }
}
