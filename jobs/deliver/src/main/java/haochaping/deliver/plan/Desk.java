package haochaping.deliver.plan;

import haochaping.deliver.contacts.Contact;
import haochaping.deliver.contacts.Contacts;
import haochaping.deliver.contacts.Manners;
import haochaping.deliver.contacts.OfficeHours;
import haochaping.deliver.contacts.Recipient;
import haochaping.deliver.contacts.Recipient.Role;
import haochaping.platform.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Decides what is told to whom and when. Its state is the fold of its events: the same events give
 * the same state, the same state and time the same decisions.
 *
 * <pre>
 * finding ─ take ─▶ queued ─────────── advance ─▶ noticed ─ due ─▶ sent | failed … | dead
 *                   inhibited, silenced ◀─┘           └─ no answer ─▶ escalated
 * </pre>
 *
 * <p>Every method that decides also applies what it returns. The caller must store all of it, or
 * give the desk up. Not thread-safe. Times are epoch ms.
 */
public final class Desk {
  private Contacts contacts;
  private final Map<String, Course> courses = new HashMap<>();
  private final Set<String> live = new LinkedHashSet<>();
  private final Map<String, Alert> clusters = new LinkedHashMap<>();
  private final Map<String, Silence> silences = new LinkedHashMap<>();
  private final Set<String> orderedSilences = new HashSet<>();
  private final Map<String, Event.Noticed> notices = new HashMap<>();
  private final Map<String, Outgoing> outgoing = new LinkedHashMap<>();
  private final Map<String, Failing> failing = new HashMap<>();
  private final Fold fold = new Fold();
  private List<Noted> decided = new ArrayList<>();

  /** A target whose last attempts failed. */
  private record Failing(int times, long last) {}

  /** An alert as people ask for it. */
  public record Standing(Alert alert, String state, String recipient) {}

  public Desk(Contacts contacts) {
    this.contacts = contacts;
  }

  /** A desk that only follows events and answers questions. */
  public static Desk toRead() {
    return new Desk(null);
  }

  /** What is decided from now on is decided with these. */
  public void use(Contacts newer) {
    contacts = newer;
  }

  // ---- decisions

  /** Takes a revision of a finding; one that is not newer than the last changes nothing. */
  public List<Noted> take(Finding finding, long now) {
    Course known = courses.get(finding.id());
    if (known != null && finding.revision() <= known.newest.revision()) {
      return List.of();
    }
    boolean historic =
        known == null
            ? finding.detectedAt() - Math.max(finding.eventTime(), finding.windowEnd())
                > manners().history().toMillis()
            : known.isHistoric;
    Course.Waiting before = known == null ? null : known.waiting;
    decide(new Event.Taken(now, Alert.of(finding), historic));
    if (!historic) {
      queue(courses.get(finding.id()), before, now);
      settle(now);
    }
    return decided();
  }

  /** Does what people ordered. An order about nothing known changes nothing. */
  public List<Noted> order(Order order, long now) {
    order.read(new Orders(now)).forEach(this::decide);
    settle(now);
    return decided();
  }

  /** What orders come to at a moment. */
  private final class Orders implements Order.Reader<List<Event>> {
    private final long now;

    Orders(long now) {
      this.now = now;
    }

    @Override
    public List<Event> acknowledge(Order.Acknowledge said) {
      return acknowledged(List.of(said.finding()), said.by(), said.reason());
    }

    @Override
    public List<Event> acknowledgeNotice(Order.AcknowledgeNotice said) {
      Event.Noticed notice = notices.get(said.notice());
      return notice == null
          ? List.of()
          : acknowledged(
              notice.items().stream().map(Item::finding).toList(), notice.recipient().word(), null);
    }

    private List<Event> acknowledged(List<String> findings, String by, String reason) {
      List<String> fresh =
          findings.stream()
              .filter(id -> courses.containsKey(id) && !courses.get(id).isAcknowledged)
              .toList();
      return fresh.isEmpty() ? List.of() : List.of(new Event.Acknowledged(now, fresh, by, reason));
    }

    @Override
    public List<Event> quiet(Order.Quiet quiet) {
      Silence silence = quiet.silence();
      return now < silence.until() && !orderedSilences.contains(silence.id())
          ? List.of(new Event.SilenceBegan(now, silence))
          : List.of();
    }

    @Override
    public List<Event> speak(Order.Speak speak) {
      return silences.containsKey(speak.silence())
          ? List.of(new Event.SilenceEnded(now, speak.silence(), speak.by()))
          : List.of();
    }
  }

  /** Lets time go on: what is due becomes notices, what nobody answered is escalated. */
  public List<Noted> advance(long now) {
    settle(now);
    if (hours().isOpen(now)) {
      notice(now);
      escalate(now);
    }
    return decided();
  }

  /** A delivery was taken by its target. */
  public List<Noted> sent(String delivery, long now) {
    Outgoing sent = outgoing.get(delivery);
    if (sent != null) {
      decide(new Event.Sent(now, delivery, sent.attempts() + 1));
    }
    return decided();
  }

  /**
   * An attempt failed.
   *
   * @param lasting another attempt would fail too
   */
  public List<Noted> failed(String delivery, long now, String why, boolean lasting) {
    Outgoing failed = outgoing.get(delivery);
    if (failed == null) {
      return decided();
    }
    int attempt = failed.attempts() + 1;
    if (lasting || now - failed.notice().at() >= manners().patience().toMillis()) {
      decide(new Event.Dead(now, delivery, attempt, why));
      report(failed, why, now);
    } else {
      long next = now + Backoff.pause(delivery, attempt);
      decide(new Event.Failed(now, delivery, attempt, next, why));
    }
    return decided();
  }

  /**
   * The deliveries that are to be attempted now, oldest first. Of those to a target that is down
   * there is one at most, when its next trial is due.
   */
  public List<Outgoing> due(long now) {
    List<Outgoing> due = new ArrayList<>();
    Set<String> onTrial = new LinkedHashSet<>();
    for (Outgoing one : outgoing.values()) {
      Failing down = failing.get(one.address().target());
      boolean isDown = down != null && down.times() >= Backoff.DOWN_AFTER;
      if (isDown
          ? now >= down.last() + Backoff.trial(down.times()) && onTrial.add(one.address().target())
          : now >= one.next()) {
        due.add(one);
      }
    }
    return due;
  }

  // ---- queueing

  /** Queues what a finding's newest revision calls for, or holds it back. */
  private void queue(Course course, Course.Waiting before, long now) {
    Optional<Purpose> purpose = purpose(course);
    if (purpose.isEmpty()) {
      return;
    }
    if (hold(course, purpose.get(), now)) {
      return;
    }
    Alert alert = course.newest;
    long due =
        purpose.get().canWait()
            ? hours().nextDigest(now)
            : hours().nextOpen(now + manners().grouping().toMillis());
    if (before != null && before.purpose().canWait() == purpose.get().canWait()) {
      due = Math.min(due, before.due());
    }
    decide(new Event.Queued(now, alert.finding(), alert.revision(), purpose.get(), due));
  }

  /** What the newest revision has to say to one who heard the last one that was told. */
  private Optional<Purpose> purpose(Course course) {
    Alert alert = course.newest;
    Alert told = course.told;
    if (alert.isOpen() && (told == null || !told.isOpen())) {
      return Optional.of(alert.first());
    }
    return switch (alert.state()) {
      case WITHDRAWN ->
          told == null || told.state() == Finding.State.WITHDRAWN
              ? Optional.empty()
              : Optional.of(Purpose.ALL_CLEAR);
      case CLOSED ->
          told != null && !told.isOpen() ? Optional.empty() : Optional.of(Purpose.DIGEST);
      case NEW, ONGOING -> {
        if (!Objects.equals(alert.stage(), told.stage())) {
          yield Optional.of(alert.first());
        }
        boolean hasGrown =
            alert.observed() > told.observed()
                && alert.observed() >= manners().growth() * told.observed();
        if (hasGrown) {
          yield Optional.of(Purpose.GROWTH);
        }
        yield alert.observed() == told.observed() ? Optional.empty() : Optional.of(Purpose.DIGEST);
      }
    };
  }

  /** Whether a revision is held back now; says so where it was not, or for another reason. */
  private boolean hold(Course course, Purpose purpose, long now) {
    Alert alert = course.newest;
    Optional<Silence> silence = silence(alert, now);
    if (silence.isPresent()) {
      if (course.held == null || !silence.get().id().equals(course.held.silence())) {
        decide(
            new Event.Silenced(
                now,
                alert.finding(),
                alert.revision(),
                purpose,
                silence.get().id(),
                silence.get().reason()));
      }
      return true;
    }
    // Who acts on what does not hold is told in any case.
    Optional<Alert> cluster = purpose == Purpose.ALL_CLEAR ? Optional.empty() : cluster(alert, now);
    if (cluster.isPresent()) {
      if (course.held == null || !cluster.get().finding().equals(course.held.cluster())) {
        decide(
            new Event.Inhibited(
                now, alert.finding(), alert.revision(), purpose, cluster.get().finding()));
      }
      return true;
    }
    return false;
  }

  private Optional<Silence> silence(Alert alert, long now) {
    return silences.values().stream().filter(one -> one.covers(alert, now)).findFirst();
  }

  private Optional<Alert> cluster(Alert alert, long now) {
    return clusters.values().stream()
        .filter(one -> one.covers(alert) && silence(one, now).isEmpty())
        .findFirst();
  }

  /** Holds back what waits and should not, lets go what was held back without a reason by now. */
  private void settle(long now) {
    for (String id : List.copyOf(live)) {
      Course course = courses.get(id);
      if (course.waiting != null) {
        hold(course, course.waiting.purpose(), now);
      } else if (course.held != null) {
        queue(course, null, now);
      }
    }
  }

  // ---- notices

  private void notice(long now) {
    Map<Recipient, Set<Boolean>> due = new LinkedHashMap<>();
    for (String id : live) {
      Course course = courses.get(id);
      if (course.waiting != null && course.waiting.due() <= now) {
        due.computeIfAbsent(course.newest.recipient(), r -> new LinkedHashSet<>())
            .add(course.waiting.purpose().canWait());
      }
    }
    due.forEach(
        (recipient, kinds) ->
            kinds.forEach(
                canWait ->
                    send(
                        recipient,
                        items(
                            course ->
                                course.waiting != null
                                    && course.waiting.purpose().canWait() == canWait
                                    && (!canWait || course.waiting.due() <= now)
                                    && course.newest.recipient().equals(recipient)),
                        now)));
  }

  private List<Item> items(Predicate<Course> which) {
    return live.stream()
        .map(courses::get)
        .filter(which)
        .map(c -> new Item(c.newest.finding(), c.newest.revision(), c.waiting.purpose()))
        .toList();
  }

  private void send(Recipient recipient, List<Item> items, long now) {
    if (contacts.of(recipient).isPresent()) {
      Purpose gravest = Collections.min(items.stream().map(Item::purpose).toList());
      decideNotice(recipient, gravest, items, now);
    } else {
      List<Item> unheard =
          items.stream().map(i -> new Item(i.finding(), i.revision(), Purpose.NO_CONTACT)).toList();
      decideNotice(Recipient.SUPERVISOR, Purpose.NO_CONTACT, unheard, now);
    }
  }

  private void decideNotice(Recipient recipient, Purpose purpose, List<Item> items, long now) {
    boolean asks = items.stream().anyMatch(i -> i.purpose().asksForAnswer());
    Long answerBy = asks ? hours().after(now, manners().answer().toMillis()) : null;
    decideNotice(recipient, purpose, items, answerBy, null, now);
  }

  private void decideNotice(
      Recipient recipient,
      Purpose purpose,
      List<Item> items,
      Long answerBy,
      String about,
      long now) {
    String notice = Keys.notice(recipient, purpose, items, about);
    Contact contact = contacts.of(recipient).orElseThrow();
    List<Address> addresses = new ArrayList<>();
    if (contact.mail() != null) {
      String key = Keys.delivery(notice, Channel.MAIL);
      addresses.add(new Address(key, Channel.MAIL, contact.maskedMail(), "mail"));
    }
    if (contact.webhook() != null) {
      String key = Keys.delivery(notice, Channel.WEBHOOK);
      String target = contact.webhook().target();
      addresses.add(new Address(key, Channel.WEBHOOK, target, target));
    }
    decide(new Event.Noticed(now, notice, recipient, purpose, items, addresses, answerBy, about));
  }

  /** Tells the supervisor that a delivery is dead; of a dead letter nothing more is told. */
  private void report(Outgoing dead, String why, long now) {
    if (dead.notice().purpose() == Purpose.DEAD_LETTER) {
      return;
    }
    Recipient recipient =
        dead.recipient().role() == Role.SUPERVISOR
                && contacts.of(Recipient.SUPERVISOR_DEPUTY).isPresent()
            ? Recipient.SUPERVISOR_DEPUTY
            : Recipient.SUPERVISOR;
    String about =
        String.join(
            "|",
            dead.delivery(),
            dead.recipient().word(),
            dead.address().channel().word(),
            dead.address().address(),
            why);
    decideNotice(recipient, Purpose.DEAD_LETTER, List.of(), null, about, now);
  }

  private void escalate(long now) {
    record Step(Recipient from, Recipient to) {}
    Map<Step, List<Item>> steps = new LinkedHashMap<>();
    for (String id : live) {
      Course course = courses.get(id);
      Alert alert = course.newest;
      if (course.chase == null
          || course.chase.due() > now
          || silence(alert, now).isPresent()
          || cluster(alert, now).isPresent()) {
        continue;
      }
      next(course.chase.asked(), alert)
          .ifPresent(
              to ->
                  steps
                      .computeIfAbsent(
                          new Step(course.chase.asked(), to), step -> new ArrayList<>())
                      .add(new Item(id, alert.revision(), Purpose.ESCALATION)));
    }
    steps.forEach(
        (step, items) -> {
          List<String> findings = items.stream().map(Item::finding).toList();
          decide(new Event.Escalated(now, findings, step.from(), step.to()));
          boolean isLast = next(step.to(), courses.get(findings.get(0)).newest).isEmpty();
          Long answerBy = isLast ? null : (Long) hours().after(now, manners().answer().toMillis());
          decideNotice(step.to(), Purpose.ESCALATION, items, answerBy, null, now);
        });
  }

  /**
   * Who is asked after one who did not answer; what a department must not see stays where it is.
   */
  private Optional<Recipient> next(Recipient asked, Alert alert) {
    boolean isDepartments = alert.recipient().role() == Role.DEPARTMENT;
    return switch (asked.role()) {
      case DEPARTMENT -> {
        Recipient deputy = Recipient.deputyOf(asked.department());
        yield Optional.of(contacts.of(deputy).isPresent() ? deputy : Recipient.SUPERVISOR);
      }
      case DEPARTMENT_DEPUTY -> Optional.of(Recipient.SUPERVISOR);
      case SUPERVISOR -> isDepartments ? Optional.empty() : known(Recipient.SUPERVISOR_DEPUTY);
      case INTEGRITY -> known(Recipient.INTEGRITY_DEPUTY);
      case SUPERVISOR_DEPUTY, INTEGRITY_DEPUTY -> Optional.empty();
    };
  }

  private Optional<Recipient> known(Recipient recipient) {
    return Optional.of(recipient).filter(one -> contacts.of(one).isPresent());
  }

  // ---- the fold

  private void decide(Event event) {
    decided.add(new Noted(event, apply(event)));
  }

  private List<Noted> decided() {
    List<Noted> all = decided;
    decided = new ArrayList<>();
    return all;
  }

  /**
   * Goes on from an event.
   *
   * @return the lines of the ledger that it gives
   */
  public List<Entry> apply(Event event) {
    return event.read(fold);
  }

  /** The state after an event. */
  private final class Fold implements Event.Reader<List<Entry>> {
    @Override
    public List<Entry> taken(Event.Taken taken) {
      Alert alert = taken.alert();
      Course course =
          courses.computeIfAbsent(alert.finding(), id -> new Course(alert, taken.historic()));
      if (alert.isOpen() && !course.newest.isOpen()) {
        course.isAcknowledged = false;
      }
      course.newest = alert;
      course.waiting = null;
      course.held = null;
      if (!alert.isOpen()) {
        course.chase = null;
      }
      if (alert.kind().equals(Alert.CLUSTER) && !taken.historic()) {
        if (alert.isOpen()) {
          clusters.put(alert.finding(), alert);
        } else {
          clusters.remove(alert.finding());
        }
      }
      touch(course);
      return List.of();
    }

    @Override
    public List<Entry> queued(Event.Queued queued) {
      Course course = courses.get(queued.finding());
      course.held = null;
      course.waiting = new Course.Waiting(queued.purpose(), queued.due());
      touch(course);
      return List.of();
    }

    @Override
    public List<Entry> inhibited(Event.Inhibited by) {
      String reason = "cluster " + by.cluster();
      Course.Held held = new Course.Held(by.cluster(), null);
      return held(by.finding(), held, by.purpose(), "inhibited", by.at(), reason);
    }

    @Override
    public List<Entry> silenced(Event.Silenced by) {
      Course.Held held = new Course.Held(null, by.silence());
      return held(by.finding(), held, by.purpose(), "silenced", by.at(), by.reason());
    }

    private List<Entry> held(
        String finding, Course.Held held, Purpose purpose, String state, long at, String reason) {
      Course course = courses.get(finding);
      course.waiting = null;
      course.held = held;
      touch(course);
      Recipient recipient = course.newest.recipient();
      return List.of(Entry.unsent(course.newest, recipient, purpose, state, at, reason));
    }

    @Override
    public List<Entry> noticed(Event.Noticed noticed) {
      notices.put(noticed.notice(), noticed);
      List<Alert> alerts = new ArrayList<>();
      for (Item item : noticed.items()) {
        Course course = courses.get(item.finding());
        alerts.add(course.newest);
        if (item.purpose() != Purpose.ESCALATION) {
          course.waiting = null;
          course.told = course.newest;
        }
        boolean asks = item.purpose().asksForAnswer() || item.purpose() == Purpose.ESCALATION;
        if (asks && noticed.answerBy() != null && !course.isAcknowledged) {
          course.chase = new Course.Chase(noticed.recipient(), noticed.answerBy());
        }
        touch(course);
      }
      List<Entry> entries = new ArrayList<>();
      for (Address address : noticed.addresses()) {
        Outgoing one = new Outgoing(noticed, address, alerts, 0, noticed.at());
        outgoing.put(address.delivery(), one);
        entries.addAll(Entry.of(one, "queued", 0, noticed.at(), noticed.about()));
      }
      return entries;
    }

    @Override
    public List<Entry> sent(Event.Sent sent) {
      Outgoing one = outgoing.remove(sent.delivery());
      failing.remove(one.address().target());
      return Entry.of(one, "sent", sent.attempt(), sent.at(), null);
    }

    @Override
    public List<Entry> failed(Event.Failed failed) {
      Outgoing one = outgoing.get(failed.delivery());
      outgoing.put(failed.delivery(), one.after(failed.attempt(), failed.next()));
      failing.merge(
          one.address().target(),
          new Failing(1, failed.at()),
          (before, first) -> new Failing(before.times() + 1, failed.at()));
      return Entry.of(one, "failed", failed.attempt(), failed.at(), failed.why());
    }

    @Override
    public List<Entry> dead(Event.Dead dead) {
      Outgoing one = outgoing.remove(dead.delivery());
      return Entry.of(one, "dead", dead.attempt(), dead.at(), dead.why());
    }

    @Override
    public List<Entry> escalated(Event.Escalated escalated) {
      List<Entry> entries = new ArrayList<>();
      for (String id : escalated.findings()) {
        Course course = courses.get(id);
        course.chase = null;
        touch(course);
        entries.add(
            Entry.unsent(
                course.newest,
                escalated.from(),
                Purpose.ESCALATION,
                "escalated",
                escalated.at(),
                "to " + escalated.to()));
      }
      return entries;
    }

    @Override
    public List<Entry> acknowledged(Event.Acknowledged said) {
      String reason = said.reason() == null ? said.by() : said.by() + ": " + said.reason();
      List<Entry> entries = new ArrayList<>();
      for (String id : said.findings()) {
        Course course = courses.get(id);
        course.isAcknowledged = true;
        course.chase = null;
        touch(course);
        Recipient recipient = course.newest.recipient();
        entries.add(
            Entry.unsent(course.newest, recipient, null, "acknowledged", said.at(), reason));
      }
      return entries;
    }

    @Override
    public List<Entry> silenceBegan(Event.SilenceBegan began) {
      silences.put(began.silence().id(), began.silence());
      orderedSilences.add(began.silence().id());
      return List.of();
    }

    @Override
    public List<Entry> silenceEnded(Event.SilenceEnded ended) {
      silences.remove(ended.silence());
      return List.of();
    }

    private void touch(Course course) {
      if (course.isLive()) {
        live.add(course.newest.finding());
      } else {
        live.remove(course.newest.finding());
      }
    }
  }

  // ---- questions

  public boolean knows(String finding) {
    return courses.containsKey(finding);
  }

  /** A notice by its name. */
  public Optional<Event.Noticed> notice(String notice) {
    return Optional.ofNullable(notices.get(notice));
  }

  /** Deliveries that are still tried. */
  public Collection<Outgoing> outgoing() {
    return Collections.unmodifiableCollection(outgoing.values());
  }

  /** Targets that count as down. */
  public long targetsDown() {
    return failing.values().stream().filter(f -> f.times() >= Backoff.DOWN_AFTER).count();
  }

  /** Silences that have not passed, by id. */
  public Map<String, Silence> silences(long now) {
    Map<String, Silence> active = new TreeMap<>(silences);
    active.values().removeIf(one -> now >= one.until());
    return active;
  }

  /** Every finding that was not found in a bulk load, in the order of its id. */
  public List<Standing> standings() {
    return new TreeMap<>(courses)
        .values().stream().filter(course -> !course.isHistoric).map(Desk::standing).toList();
  }

  private static Standing standing(Course course) {
    String state;
    if (course.held != null) {
      state = course.held.cluster() != null ? "inhibited" : "silenced";
    } else if (course.isAcknowledged) {
      state = "acknowledged";
    } else if (course.waiting != null) {
      state = "waiting";
    } else if (course.chase != null) {
      state = "unanswered";
    } else {
      state = course.told == null ? "untold" : "told";
    }
    String asked = Objects.toString(course.chase == null ? null : course.chase.asked(), null);
    return new Standing(
        course.newest, state, asked == null ? course.newest.recipient().word() : asked);
  }

  private Manners manners() {
    return contacts.manners();
  }

  private OfficeHours hours() {
    return contacts.manners().hours();
  }
}
