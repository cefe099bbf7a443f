package haochaping.local;

import haochaping.platform.Topics;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;

/**
 * Looks for texts in every file of a world, and in what is compressed there: the values of Parquet
 * files, the lists of files of the tables, the records of the topics, deleted ones too.
 */
final class LeakScan {
  private LeakScan() {}

  /** Where any of the texts can be read outside the raw topics. */
  static List<String> of(World world, List<String> texts) throws IOException, SQLException {
    return of(world, texts, false);
  }

  /** Where any of the texts can be read at all. */
  static List<String> everywhere(World world, List<String> texts) throws IOException, SQLException {
    return of(world, texts, true);
  }

  private static List<String> of(World world, List<String> texts, boolean rawToo)
      throws IOException, SQLException {
    List<String> found = new ArrayList<>();
    Needles needles = new Needles(texts);
    try (Stream<Path> files = Files.walk(world.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = world.data().relativize(file).toString();
        if (!rawToo && isRaw(file)) {
          continue;
        }
        if (needles.in(bytes(file))) {
          found.add(name);
        }
        if (name.startsWith("kafka/data/hcp.")
            && name.endsWith(".log")
            && records(file).anyMatch(record -> holds(record, needles))) {
          found.add("records of " + name);
        }
        if (name.endsWith(".gz.metadata.json") && needles.in(unpacked(file))) {
          found.add("text of " + name);
        }
        if (name.endsWith(".avro") && needles.in(avro(file))) {
          found.add("entries of " + name);
        }
      }
    }
    parquet(world, texts, found);
    return found;
  }

  private static boolean isRaw(Path file) {
    String folder = file.getParent().getFileName().toString();
    return Topics.raw().contains(folder.replaceFirst("-[0-9]+$", ""));
  }

  /** The records of a file of the broker, whether or not a reader would be given them. */
  private static Stream<Record> records(Path file) {
    List<Record> records = new ArrayList<>();
    try (FileRecords log = FileRecords.open(file.toFile())) {
      log.records().forEach(records::add);
    } catch (NoSuchFileException e) {
      // The broker removed it since it was listed.
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records.stream();
  }

  private static boolean holds(Record record, Needles needles) {
    if (!record.hasValue()) {
      return false;
    }
    byte[] value = new byte[record.valueSize()];
    record.value().get(value);
    return needles.in(value);
  }

  /** What an Avro file says, in words; bounds of columns are bytes in it. */
  private static byte[] avro(Path file) {
    StringBuilder words = new StringBuilder();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      for (GenericRecord entry : reader) {
        words(entry, words);
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      return new byte[0];
    } catch (IOException | AvroRuntimeException e) {
      // A process that was killed leaves a file without its end: what there is was read.
    }
    return words.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void words(Object value, StringBuilder words) {
    if (value instanceof IndexedRecord record) {
      for (int i = 0; i < record.getSchema().getFields().size(); i++) {
        words(record.get(i), words);
      }
    } else if (value instanceof Iterable<?> list) {
      list.forEach(one -> words(one, words));
    } else if (value instanceof ByteBuffer bytes) {
      words.append(StandardCharsets.UTF_8.decode(bytes.duplicate())).append('\n');
    } else if (value != null) {
      words.append(value).append('\n');
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      // A running process removed it since it was listed.
      return new byte[0];
    }
  }

  private static byte[] unpacked(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /** Texts that are looked for all at once, by their first two bytes. */
  private static final class Needles {
    private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
    private final boolean[] starts = new boolean[1 << 16];

    Needles(List<String> texts) {
      for (String text : texts) {
        byte[] needle = text.getBytes(StandardCharsets.UTF_8);
        int start = start(needle, 0);
        starts[start] = true;
        byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(needle);
      }
    }

    private static int start(byte[] bytes, int i) {
      return (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
    }

    boolean in(byte[] bytes) {
      for (int i = 0; i < bytes.length - 1; i++) {
        int start = start(bytes, i);
        if (starts[start]) {
          for (byte[] needle : byStart.get(start)) {
            int end = i + needle.length;
            if (end <= bytes.length && Arrays.equals(bytes, i, end, needle, 0, needle.length)) {
              return true;
            }
          }
        }
      }
      return false;
    }
  }

  /** Parquet is compressed: its values are read by a reader that is not ours. */
  private static void parquet(World world, List<String> texts, List<String> found)
      throws SQLException, IOException {
    Map<Path, List<Path>> tables = new HashMap<>();
    try (Stream<Path> files = Files.walk(world.data().resolve("warehouse"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
        if (isWhole(file)) {
          tables.computeIfAbsent(tableOf(file), table -> new ArrayList<>()).add(file);
        }
      }
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (Map.Entry<Path, List<Path>> table : tables.entrySet()) {
        String rows =
            table.getValue().stream()
                .map(file -> "'" + file + "'")
                .collect(Collectors.joining(",", "read_parquet([", "], union_by_name = true)"));
        String leaks =
            texts.stream()
                .map(text -> "\\Q" + text + "\\E")
                .collect(Collectors.joining("|", "'", "'"));
        String sql =
            "SELECT count(*) FROM (SELECT CAST(t AS VARCHAR) AS row FROM "
                + rows
                + " AS t) WHERE regexp_matches(row, "
                + leaks
                + ")";
        try (ResultSet count = statement.executeQuery(sql)) {
          count.next();
          if (count.getLong(1) > 0) {
            found.add("table " + table.getKey().getFileName() + ": " + count.getLong(1) + " rows");
          }
        }
      }
    }
  }

  /** A process that was killed leaves a file without its end; one that writes has it not yet. */
  private static boolean isWhole(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() < 12) {
        return false;
      }
      byte[] end = new byte[4];
      bytes.seek(bytes.length() - end.length);
      bytes.readFully(end);
      return new String(end, StandardCharsets.US_ASCII).equals("PAR1");
    }
  }

  private static Path tableOf(Path file) {
    Path folder = file;
    while (!folder.getFileName().toString().equals("data")) {
      folder = folder.getParent();
    }
    return folder.getParent();
  }
}
