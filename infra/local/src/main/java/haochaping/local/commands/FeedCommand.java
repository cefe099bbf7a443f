package haochaping.local.commands;

import haochaping.core.Stream;
import haochaping.local.Failure;
import haochaping.local.Stack;
import haochaping.local.World;
import haochaping.local.feed.FileFeed;
import haochaping.local.feed.MeasureFeed;
import haochaping.local.feed.RawProducer;
import haochaping.local.services.Kafka;
import haochaping.platform.SourceProfile;
import haochaping.platform.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes files. */
@Command(
    name = "feed",
    description = {
      "Publish files to the raw topics: JSON Lines or CSV, also .gz.",
      "While the stack is down it starts the broker for as long as it needs."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp feed cases.jsonl reviews.jsonl --close",
      "  infra/hcp feed --source minimal may.csv.gz",
      "  infra/hcp feed --speed 3600x reviews.jsonl     an hour of the feed a second",
      "  infra/hcp feed --stream measures survey.csv"
    })
public final class FeedCommand implements Callable<Integer> {
  private static final String MEASURES = "measures";

  @Mixin private WorldOption world;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, published in this order.")
  private List<Path> files;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Source profile of the files (default: province).")
  private String source = Topics.DEFAULT_PROFILE;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description =
          "reviews, cases, rectifications, verdicts, or measures of a survey or the like (quarter,"
              + " dimension, key, measure, value) for assess (default: what the file's name begins"
              + " with, else reviews).")
  private String stream;

  @Option(
      names = "--speed",
      paramLabel = "max|Nx",
      description = "As fast as it can, or N times the feed's own clock (default: max).")
  private String speed = "max";

  @Option(names = "--close", description = "Move event time past the last day, so that it closes.")
  private boolean close;

  @Override
  public Integer call() throws IOException {
    World opened = world.openOrCreate();
    Map<String, SourceProfile> profiles = SourceProfile.all(opened.data().resolve("sources"));
    SourceProfile profile = profiles.get(source);
    if (profile == null) {
      throw Failure.usage(
          "--source "
              + source
              + ": no such profile; there are "
              + String.join(", ", profiles.keySet())
              + " (schemas/sources, or "
              + opened.data().resolve("sources")
              + ")");
    }
    Optional<Stream> named = Optional.empty();
    if (stream != null && !stream.equals(MEASURES)) {
      named = Stream.of(stream);
      if (named.isEmpty()) {
        throw Failure.usage(
            "--stream " + stream + ": one of cases, reviews, rectifications, verdicts, measures");
      }
    }
    double pace = pace(speed);
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw Failure.usage(
            file
                + " cannot be opened: "
                + (Files.isDirectory(file)
                    ? "it is a folder"
                    : Files.exists(file) ? "access denied" : "no such file"));
      }
    }
    Kafka kafka = new Kafka(opened);
    Stack claimed = null;
    if (kafka.process().isEmpty()) {
      claimed = new Stack(opened, System.out);
      claimed.claim();
    }
    boolean own = claimed != null;
    Thread end = new Thread(() -> endOwn(kafka, own));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      kafka.start();
      return publish(opened, profile, named, pace);
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
      endOwn(kafka, own);
      if (own) {
        claimed.release();
      }
    }
  }

  private static void endOwn(Kafka kafka, boolean own) {
    if (own) {
      kafka.stop();
    }
  }

  private int publish(World opened, SourceProfile profile, Optional<Stream> named, double pace)
      throws IOException {
    int code = 0;
    int measures = 0;
    FileFeed feed =
        new FileFeed(profile, pace, warning -> System.err.println("warning: " + warning));
    try (RawProducer producer = new RawProducer(opened)) {
      for (Path file : files) {
        if (MEASURES.equals(stream)
            || (stream == null && file.getFileName().toString().startsWith(MEASURES))) {
          measures += MeasureFeed.publish(opened, file);
          continue;
        }
        try (ProgressBar bar =
            new ProgressBarBuilder()
                .setTaskName(file.getFileName().toString())
                .setInitialMax(Math.max(1, Files.size(file)))
                .setUnit(" MB", 1_000_000)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .continuousUpdate()
                .build()) {
          Stream to = named.orElseGet(() -> FileFeed.streamOf(file));
          if (!feed.publish(file, to, producer, bar::stepTo)) {
            code = Failure.FAILED;
          }
        }
      }
      producer.flush();
      if (close) {
        try (Admin admin = Kafka.admin(opened)) {
          FileFeed.close(opened, admin, producer);
        }
      }
    }
    System.out.printf("%,d records published%n", feed.published() + measures);
    return code;
  }

  private static double pace(String speed) {
    if (speed.equals("max")) {
      return 0;
    }
    try {
      double factor =
          Double.parseDouble(speed.endsWith("x") ? speed.substring(0, speed.length() - 1) : speed);
      if (factor > 0) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Failure.usage("--speed " + speed + ": max, or a factor such as 60x");
  }
}
