package haochaping.local.services;

import haochaping.local.Failure;
import haochaping.local.World;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL: the Iceberg catalog and Superset's own database. */
public final class Postgres extends Service {
  public static final String USER = "hcp";
  public static final String CATALOG_DATABASE = "lake";
  public static final String SUPERSET_DATABASE = "superset";

  private static final String BINARIES = "/postgres-linux-x86_64.txz";

  public Postgres(World world) {
    super(world, "postgres");
  }

  @Override
  public String address() {
    return World.HOST + ":" + world.port(World.Port.POSTGRES);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(60);
  }

  @Override
  protected List<World.Port> ports() {
    return List.of(World.Port.POSTGRES);
  }

  @Override
  protected ProcessBuilder command() throws IOException {
    Path binaries = unpack();
    Path files = world.data().resolve("postgres").resolve("data");
    if (!Files.exists(files.resolve("PG_VERSION"))) {
      initialise(binaries, files);
    }
    return new ProcessBuilder(
        unprivileged(
            binaries.resolve("bin/postgres").toString(),
            "-D",
            files.toString(),
            "-p",
            Integer.toString(world.port(World.Port.POSTGRES)),
            "-c",
            "listen_addresses=" + World.HOST,
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=60",
            "-c",
            "shared_buffers=64MB"));
  }

  /** PostgreSQL refuses to run as root: there it runs in a user namespace of its own. */
  private static List<String> unprivileged(String... command) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.add("unshare");
      words.add("-U");
    }
    words.addAll(List.of(command));
    return words;
  }

  private void initialise(Path binaries, Path files) throws IOException {
    Path password = Files.createTempFile(world.data(), ".pw", null);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(password, world.secret("postgres"));
    try {
      Path log = world.log(name());
      Process process =
          new ProcessBuilder(
                  unprivileged(
                      binaries.resolve("bin/initdb").toString(),
                      "-D",
                      files.toString(),
                      "-U",
                      USER,
                      "-A",
                      "scram-sha-256",
                      "--pwfile=" + password,
                      "-E",
                      "UTF-8",
                      "--locale=C"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (process.waitFor() != 0) {
        throw Failure.of("initdb failed; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    } finally {
      Files.delete(password);
    }
  }

  private Path unpack() throws IOException {
    Path home = world.folder("postgres").resolve("binaries");
    Path done = home.resolve(".unpacked");
    if (Files.exists(done)) {
      return home;
    }
    try (InputStream resource = Postgres.class.getResourceAsStream(BINARIES)) {
      if (resource == null) {
        throw Failure.of("no PostgreSQL binaries for this machine: Linux on x86_64 is supported");
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(
              new XZCompressorInputStream(new BufferedInputStream(resource)))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(tar, entry, home);
        }
      }
    }
    Files.createFile(done);
    return home;
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path home)
      throws IOException {
    Path target = home.resolve(entry.getName()).normalize();
    if (!target.startsWith(home)) {
      throw new IOException("entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** A connection to one of the databases. */
  public static Connection connect(World world, String database) throws SQLException {
    return DriverManager.getConnection(world.jdbc(database), USER, world.secret("postgres"));
  }

  @Override
  public boolean isReady() {
    try (Connection ignored = connect(world, "postgres")) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  protected void afterStart() {
    try (Connection connection = connect(world, "postgres")) {
      for (String database : List.of(CATALOG_DATABASE, SUPERSET_DATABASE)) {
        try (PreparedStatement known =
            connection.prepareStatement("select 1 from pg_database where datname = ?")) {
          known.setString(1, database);
          if (!known.executeQuery().next()) {
            try (Statement statement = connection.createStatement()) {
              statement.execute("create database " + database);
            }
          }
        }
      }
    } catch (SQLException e) {
      throw Failure.of("PostgreSQL: " + e.getMessage(), e);
    }
  }
}
