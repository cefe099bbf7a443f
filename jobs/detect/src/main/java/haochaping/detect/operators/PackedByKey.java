package haochaping.detect.operators;

import haochaping.detect.state.Packed;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.util.function.BiConsumerWithException;

/** Packed values in keyed state, for an operator that works on objects of its own. */
final class PackedByKey {
  private final AbstractStreamOperator<?> operator;
  private final ValueStateDescriptor<byte[]> descriptor;
  private final ValueState<byte[]> state;

  /**
   * @param operator that is being opened
   * @param name of the state, part of every savepoint
   */
  PackedByKey(AbstractStreamOperator<?> operator, String name) {
    this.operator = operator;
    descriptor = new ValueStateDescriptor<>(name, Packed.TYPE);
    state = operator.getRuntimeContext().getState(descriptor);
  }

  void forEach(BiConsumerWithException<String, byte[], Exception> consumer) throws Exception {
    operator
        .<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            descriptor,
            (key, value) -> consumer.accept(key, value.value()));
  }

  /** Stores the value of a key; null where nothing is left of it. */
  void store(String key, byte[] packed) throws IOException {
    operator.setCurrentKey(key);
    if (packed == null) {
      state.clear();
    } else {
      state.update(packed);
    }
  }
}
