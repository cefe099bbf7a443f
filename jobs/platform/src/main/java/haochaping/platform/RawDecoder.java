package haochaping.platform;

import java.io.Serializable;

/**
 * Turns what the raw topics carry into what a job works on. Opened once in each task.
 *
 * @param <T> what comes out; never null
 */
public interface RawDecoder<T> extends Serializable {
  void open();

  T decode(RawRecord record);

  /** An order, of the topics that lie beside the raw ones; null for one of no meaning. */
  T order(byte[] value);

  /**
   * The event time that the job's clock heeds, epoch ms; {@link Long#MIN_VALUE} for one that it
   * does not.
   */
  long eventTime(T decoded);

  /**
   * Whether this record moves a live run's clock on. One that has a time but does not lead only
   * holds the clock back while its partition flows.
   */
  boolean leads(T decoded);
}
