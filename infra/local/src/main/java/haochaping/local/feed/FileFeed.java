package haochaping.local.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CityClock;
import haochaping.core.Stream;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.flink.Offsets;
import haochaping.platform.SourceProfile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Publishes files as the raw feed: JSON Lines byte by byte as they are, CSV rows as objects of
 * their columns.
 */
public final class FileFeed {
  /** A longer line is cut: it is refused as too long either way. */
  private static final int LONGEST_LINE = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SourceProfile profile;
  private final double speed;
  private final Consumer<String> warn;
  private long published;
  private long firstEvent = Long.MIN_VALUE;
  private long firstSent;

  /**
   * @param speed how many times faster than its own clock the feed runs; 0 for as fast as it can
   * @param warn receives what users should know
   */
  public FileFeed(SourceProfile profile, double speed, Consumer<String> warn) {
    this.profile = profile;
    this.speed = speed;
    this.warn = warn;
  }

  public long published() {
    return published;
  }

  /** The stream that a file's name speaks of; reviews where it speaks of none. */
  public static Stream streamOf(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    for (Stream stream : Stream.values()) {
      if (name.startsWith(stream.word())) {
        return stream;
      }
    }
    return Stream.REVIEWS;
  }

  /**
   * Publishes a file.
   *
   * @param progress receives the bytes read so far
   * @return false where nothing of the file could be published, after a warning
   */
  public boolean publish(Path file, Stream stream, RawProducer producer, LongConsumer progress)
      throws IOException {
    SourceProfile.StreamProfile mapping = profile.stream(stream);
    if (mapping == null) {
      throw Failure.usage(
          "profile "
              + profile.name()
              + " has no "
              + stream.word()
              + ": it has "
              + String.join(", ", profile.streams().keySet()));
    }
    CountingStream counted = new CountingStream(Files.newInputStream(file), progress);
    boolean zipped = file.toString().endsWith(".gz");
    try (InputStream in =
        new BufferedInputStream(
            zipped ? new GZIPInputStream(counted, 1 << 16) : counted, 1 << 16)) {
      if (profile.isCsv()) {
        String name = file.getFileName().toString();
        return new CsvRows(profile, mapping, zipped ? name.substring(0, name.length() - 3) : name)
            .publish(in, file, warn, (key, value) -> send(producer, stream, mapping, key, value));
      }
      Lines lines = new Lines(in);
      String projectField = mapping.fields().get("project");
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        send(producer, stream, mapping, keyOf(line, projectField), line);
      }
      if (lines.cut() > 0) {
        warn.accept(
            file
                + ": "
                + lines.cut()
                + " lines over "
                + LONGEST_LINE
                + " bytes were cut; they are rejected as MALFORMED");
      }
      return true;
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      warn.accept(
          file
              + ": broken gzip after "
              + published
              + " records: "
              + World.reason(e)
              + "; what could be read is published");
      return false;
    }
  }

  private void send(
      RawProducer producer,
      Stream stream,
      SourceProfile.StreamProfile mapping,
      String key,
      byte[] value) {
    if (speed > 0) {
      pace(mapping, value);
    }
    producer.send(stream, key, value, profile.name());
    published++;
  }

  /** Waits until the record is due. */
  private void pace(SourceProfile.StreamProfile mapping, byte[] value) {
    long time = Long.MIN_VALUE;
    for (String field : new String[] {"event_time", "service_time", "update_time"}) {
      String text = textOf(value, mapping.fields().get(field));
      if (text != null) {
        time = time(text);
        break;
      }
    }
    if (time == Long.MIN_VALUE) {
      return;
    }
    if (firstEvent == Long.MIN_VALUE) {
      firstEvent = time;
      firstSent = System.nanoTime();
    }
    long due = firstSent + (long) ((time - firstEvent) * 1e6 / speed);
    long wait = due - System.nanoTime();
    if (wait > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failure.of("interrupted");
      }
    }
  }

  private static long time(String text) {
    try {
      String iso = text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T');
      return LocalDateTime.parse(iso).toInstant(CityClock.OFFSET).toEpochMilli();
    } catch (DateTimeException e) {
      return Long.MIN_VALUE;
    }
  }

  /** The project's number, the record's key; null where none can be read. */
  private static String keyOf(byte[] line, String projectField) {
    String key = textOf(line, projectField);
    return key == null || key.length() > 256 ? null : key;
  }

  /** A field of the outer object; the last of its name, as a reader takes it. */
  private static String textOf(byte[] line, String field) {
    if (field == null || line.length == 0) {
      return null;
    }
    String found = null;
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        if (name.equals(field)) {
          found = token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      // The jobs will refuse it and say why.
      return found;
    }
    return found;
  }

  /** Orders the days so far to be closed, once what is published now has been taken in. */
  public static void close(World world, Admin admin, RawProducer producer) {
    ObjectNode order = MAPPER.createObjectNode();
    ArrayNode ends = order.putArray("ends");
    for (Map.Entry<TopicPartition, Long> end : Offsets.rawEnds(admin).entrySet()) {
      for (Stream stream : Stream.values()) {
        if (stream.topic().equals(end.getKey().topic())) {
          ends.addObject()
              .put("stream", stream.ordinal())
              .put("partition", end.getKey().partition())
              .put("offset", end.getValue());
        }
      }
    }
    try {
      producer.order(MAPPER.writeValueAsBytes(order));
    } catch (IOException e) {
      throw Failure.of("cannot write the order", e);
    }
  }

  /** Lines as they stand between line feeds. */
  static final class Lines {
    private final InputStream in;
    private byte[] buffer = new byte[4096];
    private int cut;

    Lines(InputStream in) {
      this.in = in;
    }

    int cut() {
      return cut;
    }

    /** The next line without its line feed, or null at the end. */
    byte[] next() throws IOException {
      int length = 0;
      boolean any = false;
      boolean tooLong = false;
      for (int b = in.read(); b >= 0; b = in.read()) {
        any = true;
        if (b == '\n') {
          break;
        }
        if (length == LONGEST_LINE) {
          tooLong = true;
          continue;
        }
        if (length == buffer.length) {
          buffer = java.util.Arrays.copyOf(buffer, length * 2);
        }
        buffer[length++] = (byte) b;
      }
      if (tooLong) {
        cut++;
      }
      return any ? java.util.Arrays.copyOf(buffer, length) : null;
    }
  }

  private static final class CountingStream extends java.io.FilterInputStream {
    private final LongConsumer progress;
    private long count;

    CountingStream(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        progress.accept(++count);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        count += read;
        progress.accept(count);
      }
      return read;
    }
  }
}
