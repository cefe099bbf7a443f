package haochaping.local;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.local.oracle.Comparison;
import haochaping.local.oracle.Oracle;
import haochaping.local.services.Kafka;
import haochaping.local.services.Postgres;
import haochaping.local.services.Service;
import haochaping.local.services.Trino;
import haochaping.simulate.CityFiles;
import haochaping.simulate.CityOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounded run over real Kafka, Flink, PostgreSQL and Iceberg, read by Trino. */
class BackfillIT {
  private static final int PORT_BASE = 22_080;

  /** The order in which the records of each stream arrive. */
  enum Arrival {
    AS_SENT,
    BACKWARDS
  }

  @TempDir Path folder;

  private Command hcp;

  @ParameterizedTest
  @EnumSource
  void aBackfillEndsAsTheOracleSaysAndASecondOneChangesNothing(Arrival arrival) throws Exception {
    Path city = folder.resolve("city");
    CityOptions options =
        CityOptions.of(5, LocalDate.of(2026, 3, 10), 30, 400)
            .withStaff(250)
            .withIrregularShare(0.05);
    CityFiles.write(city, options, (day, events) -> {});
    if (arrival == Arrival.BACKWARDS) {
      reverse(city);
    }
    Path data = folder.resolve("world");
    hcp = new Command(data);
    World world = World.openOrCreate(Command.ROOT, data);
    world.setting("port-base", Integer.toString(PORT_BASE));

    // Half of it, a backfill, the other half, a backfill: the second goes on from the first. The
    // first begins with nothing running, the others find the stores up.
    run("feed", file(city, "verdicts"), file(city, "reviews"));
    run("backfill");
    List<Service> services = List.of(new Postgres(world), new Kafka(world), new Trino(world));
    Trino.install(world);
    try {
      services.forEach(Service::start);
      run("feed", file(city, "rectifications"), file(city, "cases"));
      assertThat(run("backfill").out()).contains("records in the tables");
      LocalDate last = Comparison.lastClosedDay(world);
      try (Oracle oracle = Oracle.over(city, Instant.now(), last)) {
        Comparison comparison = new Comparison(world, oracle);
        assertThat(comparison.differences()).isEmpty();
        run("backfill");
        assertThat(Comparison.lastClosedDay(world)).isEqualTo(last);
        assertThat(comparison.differences()).isEmpty();
      }
      if (arrival == Arrival.AS_SENT) {
        PlantedFaults.areAllNamed(world, hcp, folder);
      }
    } finally {
      List<Service> backwards = new ArrayList<>(services);
      Collections.reverse(backwards);
      backwards.forEach(Service::stop);
    }
  }

  private static String file(Path city, String stream) {
    return city.resolve(stream + ".jsonl").toString();
  }

  private Command.Result run(String... words) throws Exception {
    Command.Result result = hcp.run(words);
    assertThat(result.code()).as(result.toString()).isZero();
    return result;
  }

  private static void reverse(Path city) throws Exception {
    try (Stream<Path> files = Files.list(city)) {
      for (Path file : files.toList()) {
        List<String> lines =
            new ArrayList<>(
                List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)));
        lines.remove(lines.size() - 1);
        Collections.reverse(lines);
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.ISO_8859_1);
      }
    }
  }
}
