package haochaping.local.commands;

import haochaping.assess.why.Contribution;
import haochaping.assess.why.Contribution.Sum;
import haochaping.assess.why.Why;
import haochaping.core.Dimension;
import haochaping.local.Failure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The reviews, corrections and verdicts behind a figure. */
@Command(
    name = "why",
    description = {
      "The reviews, corrections and verdicts behind a figure: what each adds to the counts of a key",
      "over reviews of some days, and that they add up to what was counted. New good reviews are",
      "one line. Exit code 1 where they do not add up."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp why 370402",
      "  infra/hcp why 11370402HCP024805X --from 2026-04-01 --to 2026-06-30",
      "  infra/hcp why 370402 --dimension district --format csv"
    })
public final class WhyCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "changed_at",
          "cause",
          "review_id",
          "revision",
          "day",
          "level",
          "verdict",
          "reviews",
          "bad",
          "adopted",
          "bad_adopted",
          "text");

  /** Of what there are keys. */
  enum Kind {
    city(Dimension.CITY),
    district(Dimension.DISTRICT),
    department(Dimension.DEPARTMENT),
    staff(Dimension.STAFF);

    private final Dimension dimension;

    Kind(Dimension dimension) {
      this.dimension = dimension;
    }
  }

  @Mixin private WorldOption world;

  @Mixin private AccountOption account;

  @Parameters(paramLabel = "KEY", description = "Key of the city, a district, department or staff.")
  private String key;

  @Option(
      names = "--dimension",
      description = "city, district, department or staff; where a key is of several.")
  private Kind kind;

  @Option(names = "--from", paramLabel = "DAY", description = "First day of the reviews.")
  private LocalDate from = LocalDate.of(2000, 1, 1);

  @Option(names = "--to", paramLabel = "DAY", description = "Last day of the reviews.")
  private LocalDate to = LocalDate.of(2100, 1, 1);

  @Option(names = "--format", description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Answer.Format format = Answer.Format.table;

  @Override
  public Integer call() throws IOException {
    if (to.isBefore(from)) {
      throw Failure.usage("--to " + to + ": before --from " + from);
    }
    return account.connected(
        world.open(),
        connection -> {
          Why why = Why.of(connection, kind == null ? null : kind.dimension, key, from, to);
          PrintStream out =
              new PrintStream(
                  new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
          Iterator<Contribution> shown = why.shown().iterator();
          new Answer(format, out).print(COLUMNS, () -> shown.hasNext() ? row(shown.next()) : null);
          if (format == Answer.Format.table) {
            out.printf("%s %s (%s)%n", why.dimension().word(), why.name(), why.key());
            out.printf("and %,d new good reviews: %s%n", why.plainReviews(), words(why.plain()));
            out.printf("sum of all:              %s%n", words(why.sum()));
            out.printf("counted:                 %s%n", words(why.counted()));
            out.printf(
                "rank at the close before: %s, at the last: %s (1 is the worst)%n",
                place(why.rankBefore()), place(why.rankAfter()));
            out.flush();
          }
          if (!why.sum().equals(why.counted())) {
            throw Failure.of(
                "the changes of "
                    + key
                    + " do not add up to core.counts: while the jobs run, measure may be behind"
                    + " ingest; wait until infra/hcp status says that it caught up, and ask again");
          }
          return 0;
        });
  }

  private static String place(Integer rank) {
    return rank == null ? "none" : rank.toString();
  }

  private static String words(Sum sum) {
    return "reviews %+d, bad %+d, adopted %+d, bad_adopted %+d"
        .formatted(sum.reviews(), sum.bad(), sum.adopted(), sum.badAdopted());
  }

  private static List<Object> row(Contribution one) {
    Integer before = one.levelBefore();
    return Arrays.asList(
        one.changedAt(),
        one.cause(),
        one.reviewId(),
        one.revision(),
        one.eventDate(),
        before == null || before == one.level() ? one.level() : before + " to " + one.level(),
        one.verdict(),
        one.adds().reviews(),
        one.adds().bad(),
        one.adds().adopted(),
        one.adds().badAdopted(),
        one.text());
  }
}
