package haochaping.platform;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base of the hand-written serializers of what travels between operators or lies in state. A
 * subclass is a stateless class with a public constructor; its class name is part of every
 * savepoint.
 *
 * <p>Values count as immutable unless {@link #copy(Object)} says otherwise.
 */
public abstract class CodecSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public int hashCode() {
    return getClass().hashCode();
  }

  /** The type information of a class that this serializer writes. */
  public static <T> TypeInformation<T> type(Class<T> type, CodecSerializer<T> serializer) {
    return new CodecTypeInformation<>(type, serializer);
  }

  private static final class CodecTypeInformation<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final CodecSerializer<T> serializer;

    CodecTypeInformation(Class<T> type, CodecSerializer<T> serializer) {
      this.type = type;
      this.serializer = serializer;
    }

    @Override
    public boolean isBasicType() {
      return false;
    }

    @Override
    public boolean isTupleType() {
      return false;
    }

    @Override
    public int getArity() {
      return 1;
    }

    @Override
    public int getTotalFields() {
      return 1;
    }

    @Override
    public Class<T> getTypeClass() {
      return type;
    }

    @Override
    public boolean isKeyType() {
      return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
      return serializer;
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof CodecTypeInformation<?> that
          && that.type == type
          && that.serializer.equals(serializer);
    }

    @Override
    public int hashCode() {
      return Objects.hash(type, serializer);
    }

    @Override
    public boolean canEqual(Object other) {
      return other instanceof CodecTypeInformation<?>;
    }
  }

  /** Base of the snapshots: a subclass names its serializer. */
  public abstract static class Snapshot<T> extends SimpleTypeSerializerSnapshot<T> {
    protected Snapshot(java.util.function.Supplier<? extends TypeSerializer<T>> serializer) {
      super(serializer);
    }
  }
}
