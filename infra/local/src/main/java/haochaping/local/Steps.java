package haochaping.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Progress of a start, a line a step: what, how long, what went wrong. */
public final class Steps {
  private final PrintStream out;
  private final int total;
  private int done;

  public Steps(PrintStream out, int total) {
    this.out = out;
    this.total = total;
  }

  /** Runs a step and says how it went. */
  public void run(String what, Runnable step) {
    Instant start = Instant.now();
    begin(what);
    step.run();
    end(start);
  }

  private synchronized void begin(String what) {
    done++;
    out.printf("[%d/%d] %s …%n", done, total, what);
    out.flush();
  }

  private synchronized void end(Instant start) {
    long millis = Duration.between(start, Instant.now()).toMillis();
    if (millis >= 1000) {
      out.printf("        %.1f s%n", millis / 1000.0);
      out.flush();
    }
  }
}
