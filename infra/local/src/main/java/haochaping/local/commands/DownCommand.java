package haochaping.local.commands;

import haochaping.local.Stack;
import haochaping.local.World;
import haochaping.local.services.ProcessFile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the whole stack. */
@Command(
    name = "down",
    description = "End everything in order; the jobs end with savepoints.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  infra/hcp down --data /srv/a"})
public final class DownCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  @Mixin private WorldOption world;

  @Override
  public Integer call() {
    World opened = world.open();
    ProcessFile file = new ProcessFile(opened, Stack.SUPERVISOR);
    Optional<ProcessHandle> supervisor = file.alive();
    if (supervisor.isPresent()) {
      System.out.println("asking the supervisor to end everything");
      ProcessFile.end(supervisor.get(), PATIENCE);
      file.delete();
    }
    // What a killed supervisor left behind.
    Stack stack = new Stack(opened, System.out);
    stack.claim();
    stack.close();
    System.out.println("down");
    return 0;
  }
}
