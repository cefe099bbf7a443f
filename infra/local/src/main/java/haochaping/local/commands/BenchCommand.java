package haochaping.local.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Measures the jobs. */
@Command(name = "bench", description = "Throughput, cost and freshness on this machine.")
public final class BenchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
