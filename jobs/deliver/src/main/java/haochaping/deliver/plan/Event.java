package haochaping.deliver.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import haochaping.deliver.contacts.Recipient;
import java.util.List;

/**
 * What happened at the desk. All of them, in their order, are its state; on topic {@code
 * hcp.deliveries}. Times are epoch ms.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Taken.class, name = "taken"),
  @JsonSubTypes.Type(value = Event.Queued.class, name = "queued"),
  @JsonSubTypes.Type(value = Event.Inhibited.class, name = "inhibited"),
  @JsonSubTypes.Type(value = Event.Silenced.class, name = "silenced"),
  @JsonSubTypes.Type(value = Event.Noticed.class, name = "noticed"),
  @JsonSubTypes.Type(value = Event.Sent.class, name = "sent"),
  @JsonSubTypes.Type(value = Event.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Event.Dead.class, name = "dead"),
  @JsonSubTypes.Type(value = Event.Escalated.class, name = "escalated"),
  @JsonSubTypes.Type(value = Event.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = Event.SilenceBegan.class, name = "silence-began"),
  @JsonSubTypes.Type(value = Event.SilenceEnded.class, name = "silence-ended")
})
public sealed interface Event {
  long at();

  /** Calls the method of the event's kind. */
  <R> R read(Reader<R> reader);

  /** A method for each kind of event. */
  interface Reader<R> {
    R taken(Taken event);

    R queued(Queued event);

    R inhibited(Inhibited event);

    R silenced(Silenced event);

    R noticed(Noticed event);

    R sent(Sent event);

    R failed(Failed event);

    R dead(Dead event);

    R escalated(Escalated event);

    R acknowledged(Acknowledged event);

    R silenceBegan(SilenceBegan event);

    R silenceEnded(SilenceEnded event);
  }

  /**
   * A revision of a finding came in.
   *
   * @param historic it was found in a bulk load of the past: nobody is told
   */
  record Taken(long at, Alert alert, boolean historic) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.taken(this);
    }
  }

  /** A revision waits for its notice. */
  record Queued(long at, String finding, int revision, Purpose purpose, long due) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.queued(this);
    }
  }

  /**
   * A revision is not told as long as a cluster says it.
   *
   * @param cluster the finding that says it
   */
  record Inhibited(long at, String finding, int revision, Purpose purpose, String cluster)
      implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.inhibited(this);
    }
  }

  /** A revision is not told as long as people want quiet. */
  record Silenced(
      long at, String finding, int revision, Purpose purpose, String silence, String reason)
      implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.silenced(this);
    }
  }

  /**
   * A notice is to be sent.
   *
   * @param answerBy by when it is to be acknowledged, or null
   * @param about what could not be delivered, in a dead letter, else null
   */
  record Noticed(
      long at,
      String notice,
      Recipient recipient,
      Purpose purpose,
      List<Item> items,
      List<Address> addresses,
      Long answerBy,
      String about)
      implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.noticed(this);
    }
  }

  record Sent(long at, String delivery, int attempt) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.sent(this);
    }
  }

  /**
   * An attempt failed.
   *
   * @param next when the next one is due
   */
  record Failed(long at, String delivery, int attempt, long next, String why) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.failed(this);
    }
  }

  /** A delivery that is not tried any more. */
  record Dead(long at, String delivery, int attempt, String why) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.dead(this);
    }
  }

  /** Nobody acknowledged in time. */
  record Escalated(long at, List<String> findings, Recipient from, Recipient to) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.escalated(this);
    }
  }

  record Acknowledged(long at, List<String> findings, String by, String reason) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.acknowledged(this);
    }
  }

  record SilenceBegan(long at, Silence silence) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.silenceBegan(this);
    }
  }

  record SilenceEnded(long at, String silence, String by) implements Event {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.silenceEnded(this);
    }
  }
}
