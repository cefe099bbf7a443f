package haochaping.local.commands;

import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.services.Trino;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Option;

/** The option of commands that read the tables themselves: as whom. */
final class AccountOption {
  @Option(
      names = "--user",
      paramLabel = "U",
      description = "Account of Trino (default: operator, the only one that may read the tables).")
  private String user = Trino.OPERATOR;

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException, IOException;
  }

  /**
   * Does something with a connection of the account.
   *
   * @throws Failure when Trino does not answer, or the account has no right to it
   */
  <T> T connected(World world, Work<T> work) throws IOException {
    try (Connection connection = Trino.reach(world, user)) {
      return work.with(connection);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("Access Denied")) {
        throw Failure.of(
            "account "
                + user
                + " may not read the tables of schema core ("
                + e.getMessage().replaceFirst(".*Access Denied: ", "")
                + "): leave --user out",
            e);
      }
      throw Failure.of("Trino: " + e.getMessage(), e);
    }
  }
}
