package haochaping.local.commands;

import haochaping.assess.Quarter;
import haochaping.assess.formula.Formula;
import haochaping.assess.score.Assessment;
import haochaping.assess.score.Scored;
import haochaping.assess.seal.OutsideMeasure;
import haochaping.assess.seal.Seal;
import haochaping.assess.seal.Tables;
import haochaping.assess.seal.Verification;
import haochaping.core.Dimension;
import haochaping.local.Failure;
import haochaping.local.JobSettings;
import haochaping.local.World;
import haochaping.local.feed.MeasureFeed;
import haochaping.local.services.Kafka;
import haochaping.platform.Lake;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Seals the scores of a quarter, and verifies them. */
@Command(
    name = "assess",
    description = {
      "Seal the scores of a quarter: districts, departments and staff, each next to its peers.",
      "Writes analysis.assessments and a folder of files (XLSX, PDF, CSV, manifest), and names the",
      "snapshots that they were computed from, so that anybody can compute them again."
    },
    subcommands = CommandLine.HelpCommand.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp assess 2026Q2",
      "  infra/hcp assess verify 2026Q2",
      "  infra/hcp assess 2026Q2 --revise --reason 申诉复核，更正三条误评",
      "  infra/hcp assess 2026Q2 --what-if --formula my-formula.yaml --format csv",
      "  infra/hcp assess 2026Q2 --formula my-formula.yaml --measures survey.csv",
      "",
      "survey.csv has the columns dimension, key, measure, value; the formula names the measures",
      "under outside. Formulas: schemas/formulas."
    })
public final class AssessCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "dimension",
          "peer_class",
          "key",
          "name",
          "score",
          "rank",
          "rank_low",
          "rank_high",
          "standing",
          "sealed_score");

  @Mixin private WorldOption world;

  @Mixin private AccountOption account;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "QUARTER", description = "Such as 2026Q3.")
  private String quarter;

  @Option(
      names = "--formula",
      paramLabel = "V",
      description = {
        "Version in schemas/formulas, or a file of one's own.",
        "Default: that of the last revision, else assessment-1."
      })
  private String formula;

  @Option(
      names = "--measures",
      paramLabel = "FILE",
      description = {
        "Measures from elsewhere (default: those of the quarter that were fed with feed --stream",
        "measures, else those of the last revision)."
      })
  private Path measures;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the folder of files goes (default: assessments in the world's folder).")
  private Path out;

  @Option(names = "--revise", description = "Seal a further revision; the earlier ones stay.")
  private boolean revise;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is revised.")
  private String reason;

  @Option(
      names = "--what-if",
      description = "Only print what the scores would be; nothing is written.")
  private boolean whatIf;

  @Option(
      names = "--format",
      description = "Of --what-if: table, csv or json (default: ${DEFAULT-VALUE}).")
  private Answer.Format format = Answer.Format.table;

  @Override
  public Integer call() throws IOException {
    checkUsage();
    Quarter asked = Quarter.parse(quarter);
    Formula chosen = chosen();
    List<OutsideMeasure> given = measures == null ? null : measures();
    World opened = world.open();
    List<OutsideMeasure> outside = given == null ? published(opened, asked) : given;
    PrintStream print = utf8();
    if (whatIf) {
      account.connected(opened, connection -> whatIf(connection, asked, chosen, outside, print));
      return 0;
    }
    Path folder = folder(opened, out);
    Seal.Request request = new Seal.Request(asked, chosen, revise ? reason : null, outside, folder);
    Path lockFile = opened.data().resolve("run").resolve("assess.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw Failure.of("another infra/hcp assess runs on this world: wait for its end");
      }
      Seal.Result result =
          account.connected(
              opened, connection -> seal(opened, connection).seal(request, Instant.now()));
      tell(result, print);
    }
    return 0;
  }

  private void checkUsage() {
    CommandLine line = spec.commandLine();
    if (quarter == null) {
      throw new ParameterException(line, "say which quarter, for example 2026Q3");
    }
    if (revise && (reason == null || reason.isBlank())) {
      throw new ParameterException(line, "--revise needs --reason TEXT: it is sealed with it");
    }
    if (reason != null && !revise) {
      throw new ParameterException(line, "--reason is of --revise: add that, or leave it out");
    }
    if (whatIf && revise) {
      throw new ParameterException(line, "--what-if seals nothing: leave --revise out");
    }
  }

  private Formula chosen() throws IOException {
    if (formula == null) {
      return null;
    }
    Path file = Path.of(formula).toAbsolutePath().normalize();
    return Files.isRegularFile(file)
        ? Formula.parse(file.toString(), Files.readString(file))
        : Formula.named(formula);
  }

  /** What was fed of the quarter, or null where that is nothing. */
  private static List<OutsideMeasure> published(World opened, Quarter quarter) throws IOException {
    if (new Kafka(opened).process().isEmpty()) {
      return null;
    }
    List<OutsideMeasure> published = MeasureFeed.of(opened, quarter);
    return published.isEmpty() ? null : published;
  }

  private List<OutsideMeasure> measures() throws IOException {
    if (!Files.isReadable(measures)) {
      throw Failure.usage(measures + ": no such file");
    }
    return OutsideMeasure.read(measures);
  }

  private static PrintStream utf8() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
  }

  private static Path folder(World opened, Path out) {
    return out == null ? opened.data().resolve("assessments") : out.toAbsolutePath().normalize();
  }

  private static Seal seal(World opened, Connection connection) {
    return new Seal(
        new Tables(connection),
        new Lake(JobSettings.of(opened)),
        version(),
        AssessCommand::progress);
  }

  private static String version() {
    return haochaping.local.Hcp.class.getAnnotation(Command.class).version()[0];
  }

  private static void progress(String step) {
    System.err.println(step);
    System.err.flush();
  }

  private static void tell(Seal.Result result, PrintStream print) {
    Assessment assessment = result.assessment();
    for (Dimension dimension : Formula.SCORED) {
      List<Scored> keys = assessment.of(dimension);
      keys.stream()
          .map(Scored::peerClass)
          .distinct()
          .forEach(
              peers ->
                  print.println(
                      line(
                          dimension,
                          peers,
                          keys.stream().filter(one -> one.peerClass().equals(peers)).toList())));
    }
    long grounds = assessment.keys().stream().filter(one -> !one.grounds().isEmpty()).count();
    print.printf("%d keys with grounds for an interview (analysis.accountability)%n", grounds);
    if (result.tag().revision() > 1) {
      print.printf("%d figures differ from the revision before%n", result.differences().size());
    }
    print.printf("sealed as %s; files in %s%n", result.tag(), result.files());
    print.flush();
  }

  private static String line(Dimension dimension, String peers, List<Scored> keys) {
    long scores = keys.stream().filter(one -> one.score() != null).count();
    Double reliability = keys.get(0).reliability();
    String order =
        keys.get(0).of() > 0 ? keys.get(0).of() + " have places" : "groups and no places";
    return String.format(
        Locale.ROOT,
        "%-10s %-3s  %,d keys, %,d with a score%s",
        dimension.word(),
        peers,
        keys.size(),
        scores,
        reliability == null
            ? ""
            : String.format(Locale.ROOT, "; reliability %.2f: %s", reliability, order));
  }

  private Void whatIf(
      Connection connection,
      Quarter asked,
      Formula chosen,
      List<OutsideMeasure> outside,
      PrintStream print)
      throws SQLException, IOException {
    Tables tables = new Tables(connection);
    Assessment assessment =
        new Seal(tables, null, version(), AssessCommand::progress)
            .whatIf(asked, chosen, outside, Instant.now());
    var sealed = tables.sealedScores(asked);
    Iterator<List<Object>> rows =
        assessment.keys().stream()
            .map(
                one ->
                    Arrays.<Object>asList(
                        one.dimension().word(),
                        one.peerClass(),
                        one.inputs().key(),
                        one.inputs().name(),
                        one.score(),
                        one.place() == null ? null : one.place().rank(),
                        one.place() == null ? null : one.place().low(),
                        one.place() == null ? null : one.place().high(),
                        one.group().word(),
                        sealed.get(one.dimension().word() + ' ' + one.inputs().key())))
            .iterator();
    new Answer(format, print).print(COLUMNS, () -> rows.hasNext() ? rows.next() : null);
    return null;
  }

  @Command(
      name = "verify",
      description = {
        "Compute every revision of a sealed quarter again from its named snapshots and compare it,",
        "to the last digit, with what was sealed; and the files with their manifest.",
        "Exit code 1 where anything differs."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  infra/hcp assess verify 2026Q2"})
  int verify(
      @Parameters(paramLabel = "QUARTER", description = "Such as 2026Q3.") String sealed,
      @Option(names = "--out", paramLabel = "DIR", description = "Where the folders of files are.")
          Path files)
      throws IOException {
    Quarter asked = Quarter.parse(sealed);
    World opened = world.open();
    PrintStream print = utf8();
    List<String> problems =
        account.connected(
            opened,
            connection ->
                new Verification(
                        new Tables(connection), new Lake(JobSettings.of(opened)), print::println)
                    .verify(asked, folder(opened, files)));
    print.flush();
    if (!problems.isEmpty()) {
      problems.forEach(System.err::println);
      throw Failure.of(
          asked + ": " + problems.size() + " figures or files are not as sealed, see above");
    }
    return 0;
  }
}
