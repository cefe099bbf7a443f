package haochaping.platform;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/** A sink that keeps what it gets, in the same Java process, and refuses more after its end. */
public final class Collected<T, R> implements Sink<T> {
  private static final long serialVersionUID = 1L;

  private static final Map<String, Queue<Object>> ALL = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final SerializableFunction<T, R> kept;

  /**
   * @param kept what is kept of an element, which may be reused after it
   */
  public Collected(SerializableFunction<T, R> kept) {
    this.kept = kept;
    ALL.put(id, new ConcurrentLinkedQueue<>());
  }

  public void attach(DataStream<T> stream) {
    stream.sinkTo(this).name("collect").setParallelism(stream.getParallelism());
  }

  @SuppressWarnings("unchecked")
  public List<R> list() {
    return (List<R>) List.copyOf(ALL.get(id));
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context context) {
        ALL.get(id).add(kept.apply(element));
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
