package haochaping.local.services;

import haochaping.local.World;
import haochaping.local.flink.FlinkProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Flink process with the live jobs. */
public final class Flink extends Service {
  public static final String BACKFILL_HEAP = "3g";

  public Flink(World world) {
    super(world, "flink");
  }

  @Override
  public String address() {
    return "http://" + World.HOST + ":" + world.port(World.Port.FLINK);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(90);
  }

  @Override
  protected Duration endPatience() {
    return Duration.ofSeconds(60);
  }

  @Override
  protected List<World.Port> ports() {
    return List.of(World.Port.FLINK);
  }

  @Override
  protected ProcessBuilder command() {
    return new ProcessBuilder(command(world, "live", heap(world, "1536m"), List.of()));
  }

  /**
   * The words that run the jobs.
   *
   * @param mode live or backfill
   * @param heap largest heap, such as 1536m
   * @param more further options of the virtual machine
   */
  public static List<String> command(World world, String mode, String heap, List<String> more) {
    List<String> options =
        new java.util.ArrayList<>(
            List.of(
                "-Xmx" + heap,
                "-XX:MaxMetaspaceSize=320m",
                // Inlining as deep as is usual makes the compiler work twice as long over the
                // chains of operators and the code no faster.
                "-XX:MaxInlineLevel=6",
                "-XX:InlineSmallCode=1000",
                "-XX:FreqInlineSize=150",
                "-Dlog4j2.configurationFile=log4j2-jobs.properties",
                "-Dorg.apache.avro.specific.use_custom_coders=true"));
    options.addAll(
        mode.equals("live")
            ? List.of("-XX:+UseSerialGC", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30")
            // The state only grows and the rest is garbage at once: a small nursery touches less
            // memory. Class loading alone passes the usual threshold of a full collection.
            : List.of("-XX:+UseParallelGC", "-Xms" + heap, "-Xmn1200m", "-XX:MetaspaceSize=256m"));
    options.addAll(ClassArchive.options(world));
    options.addAll(more);
    String state = world.setting("state");
    return Java.command(
        options,
        FlinkProcess.class.getName(),
        world.data().toString(),
        mode,
        state == null ? "heap" : state);
  }

  static String heap(World world, String usual) {
    String heap = world.setting("heap");
    return heap == null ? usual : heap;
  }

  @Override
  protected void afterStop() {
    ClassArchive.adopt(world);
  }

  /** All three jobs run. */
  @Override
  public boolean isReady() {
    return get(address() + "/jobs/overview", Map.of())
        .filter(jobs -> jobs.split("\"state\":\"RUNNING\"", -1).length > 3)
        .isPresent();
  }
}
