package haochaping.detect.deadlines;

import static haochaping.detect.evidence.Figures.date;

import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.Attribution;
import haochaping.core.CityClock;
import haochaping.core.Deadline;
import haochaping.core.Step;
import haochaping.core.Terms;
import haochaping.core.Versioned;
import haochaping.detect.evidence.EvidenceJson;
import haochaping.detect.evidence.Findings;
import haochaping.detect.evidence.Formula;
import haochaping.detect.evidence.Withdrawal;
import haochaping.detect.evidence.Withdrawal.Reason;
import haochaping.platform.Finding;
import haochaping.statistics.concentration.Alert;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Steps that are due, in words. */
final class DeadlineEvidence {
  static final String KIND = "OVERDUE";
  static final String DETECTOR = "deadline";

  /** The id of a step does not change with its day, so all have the same. */
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

  private final Terms terms;
  private final String hash;

  DeadlineEvidence(Terms terms) {
    this.terms = terms;
    hash =
        Formula.hash(
            terms.name(),
            "callback=" + terms.callback(),
            "rectification=" + terms.simple() + "/" + terms.complex(),
            "escalation=" + terms.escalation());
  }

  /**
   * Id of the finding of a step.
   *
   * @param key {@link Due#key()}
   */
  static String id(String key) {
    int space = key.indexOf(' ');
    return Alert.id(DETECTOR, key.substring(0, space), key.substring(space + 1), ANY_DAY);
  }

  /** What is to be told of a step, not yet numbered and dated. */
  Finding finding(Finding.State where, Stage stage, Due due) {
    Deadline deadline = due.deadline();
    boolean isKnown = !due.department().equals(Attribution.UNATTRIBUTED);
    return Finding.draft(id(due.key()))
        .detector(DETECTOR, Formula.VERSION)
        .about(KIND, "department", due.department())
        .state(where)
        .audience(isKnown ? Findings.DEPARTMENT : Findings.SUPERVISOR)
        .department(isKnown ? due.department() : null)
        .days(CityClock.day(due.time()), deadline.lastDay())
        .counts(1, 0)
        // When the last day of its term begins.
        .raisedAt(CityClock.startMillis(deadline.lastDay()))
        .with(text(stage, due));
  }

  private String text(Stage stage, Due due) {
    Deadline deadline = due.deadline();
    ObjectNode json = EvidenceJson.of(chinese(stage, due), english(stage, due));
    json.put("step", deadline.step().word());
    json.put("stage", stage.word());
    json.put("reviewed", date(CityClock.day(due.time())));
    json.put("last_day", date(deadline.lastDay()));
    json.put("escalated_after", date(due.lastBeforeEscalation()));
    json.put(
        "done",
        deadline.doneAt() == Versioned.NO_TIME ? null : date(CityClock.day(deadline.doneAt())));
    json.put("provisional", deadline.isProvisional());
    json.put("terms", terms.name());
    return EvidenceJson.end(json, hash, Stream.of(due.reviewId()), List.of());
  }

  private static String chinese(Stage stage, Due due) {
    Deadline deadline = due.deadline();
    boolean isCall = deadline.step() == Step.CALLBACK;
    StringBuilder text = new StringBuilder();
    text.append(date(CityClock.day(due.time()))).append(" 的");
    text.append(isCall ? "实名差评应于 " : "差评应于 ").append(date(deadline.lastDay()));
    text.append(isCall ? " 前（含当日）完成回访" : " 前（含当日）完成整改");
    if (deadline.isProvisional()) {
      text.append("（期限跨入尚未公布节假日的年份，暂定）");
    }
    if (deadline.isDone()) {
      text.append("；已于 ").append(date(CityClock.day(deadline.doneAt()))).append(" 完成");
      text.append(deadline.isDoneInTime() ? "，未逾期。" : "，已逾期。");
      return text.toString();
    }
    return text.append(
            switch (stage) {
              case WARNING -> "，期限将到，尚未完成。";
              case OVERDUE -> "，已逾期，尚未完成。";
              case ESCALATED -> "，逾期多日仍未完成，现予升级督办。";
            })
        .toString();
  }

  private static String english(Stage stage, Due due) {
    Deadline deadline = due.deadline();
    boolean isCall = deadline.step() == Step.CALLBACK;
    StringBuilder text = new StringBuilder();
    text.append(isCall ? "The real-name reviewer of " : "The bad review of ");
    text.append(date(CityClock.day(due.time())));
    text.append(isCall ? " was to be called back by " : " was to be rectified by ");
    text.append(date(deadline.lastDay()));
    if (deadline.isProvisional()) {
      text.append(" (provisional: the holidays of a year in the term are not announced)");
    }
    if (deadline.isDone()) {
      text.append(": done on ").append(date(CityClock.day(deadline.doneAt())));
      text.append(deadline.isDoneInTime() ? ", in time." : ", too late.");
      return text.toString();
    }
    return text.append(
            switch (stage) {
              case WARNING -> ": the last day begins and it is not done.";
              case OVERDUE -> ": overdue and not done.";
              case ESCALATED -> ": long overdue and not done; it is escalated.";
            })
        .toString();
  }

  /**
   * A step that was told and need not have been.
   *
   * @param due as it is held true now, or null where nothing calls for it any more
   */
  static Finding withdrawn(Finding told, Due due) {
    if (due == null) {
      return Withdrawal.of(
          told, Reason.RETRACTED, "该评价已不再要求办理此事项。", "The review does not call for this any more.");
    }
    if (due.deadline().isDone()) {
      return Withdrawal.of(
          told,
          Reason.LATE,
          "台账后来表明在提示之前已完成，或未注明完成时间。",
          "The ledger says by now that it was done before it was told, or does not say when.");
    }
    return Withdrawal.of(
        told,
        Reason.RESTATED,
        "期限改为 " + date(due.deadline().lastDay()) + "。",
        "It is due by " + date(due.deadline().lastDay()) + " now.");
  }
}
