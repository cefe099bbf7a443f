package haochaping.local.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import haochaping.core.CityClock;
import haochaping.deliver.plan.Alert;
import haochaping.deliver.plan.Desk;
import haochaping.deliver.plan.Order;
import haochaping.deliver.plan.PlanJson;
import haochaping.deliver.plan.Silence;
import haochaping.local.Failure;
import haochaping.local.World;
import haochaping.local.services.Kafka;
import haochaping.platform.DeliveryLog;
import haochaping.platform.Finding;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people are told of, and what they say about it. */
@Command(
    name = "alerts",
    description = "Findings that people are told of: list, acknowledge, silence.",
    subcommands = CommandLine.HelpCommand.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  infra/hcp alerts list",
      "  infra/hcp alerts ack 06f2b3a3a10cd1996cb853ea0ff13e07 --by 督查室",
      "  infra/hcp alerts silence --department 11370400HCP0103759 --until 2026-03-09 --by 督查室 --reason 搬迁"
    })
public final class AlertsCommand implements Runnable {
  private static final int LONGEST_SILENCE_DAYS = 90;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @Mixin private WorldOption world;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list, ack or silence");
  }

  @Command(
      name = "list",
      description = {
        "List the findings that people are told of, and how far that has come:",
        "waiting (for its notice), told, unanswered (by whom), acknowledged, inhibited (a cluster",
        "says it), silenced, untold (over before it was told). Silences follow."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp alerts list",
        "  infra/hcp alerts list --all --json | jq '.alerts[].finding_id'"
      })
  int list(
      @Option(names = "--all", description = "Those that are over, too.") boolean all,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    World opened = world.open();
    Desk desk = desk(opened);
    List<Desk.Standing> standings =
        desk.standings().stream().filter(one -> all || isOpen(one.alert())).toList();
    Map<String, Silence> silences = desk.silences(Instant.now().toEpochMilli());
    if (json) {
      System.out.println(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(
                  Map.of(
                      "alerts", standings.stream().map(AlertsCommand::fields).toList(),
                      "silences", silences.values())));
      return 0;
    }
    for (Desk.Standing one : standings) {
      Alert alert = one.alert();
      System.out.printf(
          "%s  %-13s %-12s %-28s %s%n",
          alert.finding(), alert.kind(), one.state(), one.recipient(), alert.chinese());
    }
    if (standings.isEmpty()) {
      System.out.println("nobody is told of anything" + (all ? "" : " that is not over"));
    }
    for (Silence one : silences.values()) {
      System.out.printf(
          "silence %s until %s about %s, by %s: %s%n",
          one.id(), local(one.until()), subject(one), one.by(), one.reason());
    }
    return 0;
  }

  private static boolean isOpen(Alert alert) {
    return alert.state() == Finding.State.NEW || alert.state() == Finding.State.ONGOING;
  }

  private static Map<String, Object> fields(Desk.Standing one) {
    Alert alert = one.alert();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("finding_id", alert.finding());
    fields.put("revision", alert.revision());
    fields.put("finding_state", alert.state().word());
    fields.put("kind", alert.kind());
    fields.put("department", alert.department());
    fields.put("state", one.state());
    fields.put("recipient", one.recipient());
    fields.put("observed", alert.observed());
    fields.put("zh", alert.chinese());
    fields.put("en", alert.english());
    return fields;
  }

  @Command(
      name = "ack",
      description = {
        "Acknowledge a finding: somebody attends to it, and it is not passed on to others.",
        "The link in a notice does the same."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp alerts ack 06f2b3a3a10cd1996cb853ea0ff13e07 --by 督查室",
        "  infra/hcp alerts ack 06f2b3a3a10cd1996cb853ea0ff13e07 --by 市医保局 --reason 已联系群众"
      })
  int ack(
      @Parameters(index = "0", paramLabel = "FINDING", description = "Its finding_id.")
          String finding,
      @Option(names = "--by", required = true, paramLabel = "WHO", description = "Who attends.")
          String by,
      @Option(names = "--reason", paramLabel = "TEXT", description = "What is done.")
          String reason) {
    requireSaid("--by", by);
    World opened = world.open();
    requireKnown(desk(opened), finding);
    send(opened, finding, new Order.Acknowledge(finding, by, reason));
    System.out.println("finding " + finding + " acknowledged by " + by);
    return 0;
  }

  @Command(
      name = "silence",
      description = {
        "Tell nobody of a finding, of a department's findings, of a kind, or where these meet,",
        "until a time; then what still stands is told. --end ends a silence at once."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  infra/hcp alerts silence 06f2b3a3a10cd1996cb853ea0ff13e07 --until 2026-03-09T12:00 \\",
        "    --by 督查室 --reason 系统故障已知",
        "  infra/hcp alerts silence --department 11370400HCP0103759 --kind OVERDUE --until 2026-03-09 \\",
        "    --by 督查室 --reason 搬迁",
        "  infra/hcp alerts silence --end 1f0c2a9e --by 督查室"
      })
  int silence(
      @Parameters(
              index = "0",
              arity = "0..1",
              paramLabel = "FINDING",
              description = "Its finding_id.")
          String finding,
      @Option(names = "--department", paramLabel = "CODE", description = "Findings of one.")
          String department,
      @Option(names = "--kind", paramLabel = "KIND", description = "Such as CONCENTRATION.")
          String kind,
      @Option(
              names = "--until",
              paramLabel = "TIME",
              description = "Local, such as 2026-03-09T12:00 or 2026-03-09 (its beginning).")
          String until,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Why.") String reason,
      @Option(names = "--by", required = true, paramLabel = "WHO", description = "Who decides.")
          String by,
      @Option(names = "--end", paramLabel = "SILENCE", description = "The silence to be ended.")
          String end) {
    requireSaid("--by", by);
    World opened = world.open();
    if (end != null) {
      return endSilence(opened, end, by);
    }
    if (finding == null && department == null && kind == null) {
      throw Failure.usage("say what to be silent about: a FINDING, --department or --kind");
    }
    requireSaid("--reason", reason);
    Silence silence =
        new Silence(
            UUID.randomUUID().toString().substring(0, 8),
            finding,
            department,
            kind,
            future(until),
            reason,
            by);
    Desk desk = desk(opened);
    if (finding != null) {
      requireKnown(desk, finding);
    }
    send(opened, silence.id(), new Order.Quiet(silence));
    System.out.printf(
        "silence %s about %s until %s%n", silence.id(), subject(silence), local(silence.until()));
    return 0;
  }

  private static int endSilence(World opened, String end, String by) {
    if (!desk(opened).silences(Instant.now().toEpochMilli()).containsKey(end)) {
      throw Failure.of("no silence " + end + ": infra/hcp alerts list shows them");
    }
    send(opened, end, new Order.Speak(end, by));
    System.out.println("silence " + end + " ended by " + by);
    return 0;
  }

  private static long future(String until) {
    if (until == null) {
      throw Failure.usage("--until must say when the silence ends, for example 2026-03-09T12:00");
    }
    LocalDateTime time;
    try {
      time =
          until.length() == 10
              ? LocalDate.parse(until).atStartOfDay()
              : LocalDateTime.parse(until.replace(' ', 'T'));
    } catch (DateTimeParseException e) {
      throw Failure.usage("--until " + until + ": must be like 2026-03-09T12:00 or 2026-03-09");
    }
    Instant end = time.toInstant(CityClock.OFFSET);
    Instant now = Instant.now();
    if (!end.isAfter(now)) {
      throw Failure.usage("--until " + until + " is past");
    }
    if (end.isAfter(now.plusSeconds(LONGEST_SILENCE_DAYS * 86_400L))) {
      throw Failure.usage(
          "--until " + until + ": a silence lasts at most " + LONGEST_SILENCE_DAYS + " days");
    }
    return end.toEpochMilli();
  }

  private static void requireSaid(String option, String value) {
    if (value == null || value.isBlank()) {
      throw Failure.usage(option + " must say something: it is kept in the ledger");
    }
  }

  private static void requireKnown(Desk desk, String finding) {
    if (!desk.knows(finding)) {
      throw Failure.of(
          "no finding " + finding + " was delivered: infra/hcp alerts list --all shows them");
    }
  }

  private static Desk desk(World opened) {
    Kafka kafka = new Kafka(opened);
    if (!kafka.isReady()) {
      throw Failure.of(
          "Kafka does not answer at "
              + kafka.address()
              + ": start the stack with infra/hcp up --data "
              + opened.data());
    }
    Desk desk = Desk.toRead();
    DeliveryLog.replay(opened.kafka(), (offset, event) -> desk.apply(PlanJson.event(event)));
    return desk;
  }

  private static void send(World opened, String subject, Order order) {
    try (DeliveryLog.Orders orders = new DeliveryLog.Orders(opened.kafka())) {
      orders.send(subject, PlanJson.encode(order));
    } catch (IllegalStateException e) {
      throw Failure.of(e.getMessage(), e);
    }
  }

  private static String subject(Silence silence) {
    StringBuilder subject = new StringBuilder();
    if (silence.finding() != null) {
      subject.append(" finding ").append(silence.finding());
    }
    if (silence.department() != null) {
      subject.append(" department ").append(silence.department());
    }
    if (silence.kind() != null) {
      subject.append(" kind ").append(silence.kind());
    }
    return subject.substring(1);
  }

  private static String local(long at) {
    return Instant.ofEpochMilli(at).atOffset(CityClock.OFFSET).format(TIME);
  }
}
