package haochaping.local.commands;

import haochaping.local.World;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option that every command shares: which world. */
final class WorldOption {
  @Option(
      names = "--data",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "Folder of the world; each is separate (default: .hcp at the checkout's root).")
  private Path data;

  Path folder() {
    return data == null ? World.checkout().resolve(".hcp") : data.toAbsolutePath().normalize();
  }

  World open() {
    return World.open(World.checkout(), folder());
  }

  World openOrCreate() {
    return World.openOrCreate(World.checkout(), folder());
  }
}
