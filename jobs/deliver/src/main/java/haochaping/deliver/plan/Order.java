package haochaping.deliver.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What people say about notices. On topic {@code hcp.alert-orders}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Order.Acknowledge.class, name = "acknowledge"),
  @JsonSubTypes.Type(value = Order.AcknowledgeNotice.class, name = "acknowledge-notice"),
  @JsonSubTypes.Type(value = Order.Quiet.class, name = "silence"),
  @JsonSubTypes.Type(value = Order.Speak.class, name = "end-silence")
})
public sealed interface Order {
  /** Calls the method of the order's kind. */
  <R> R read(Reader<R> reader);

  /** A method for each kind of order. */
  interface Reader<R> {
    R acknowledge(Acknowledge order);

    R acknowledgeNotice(AcknowledgeNotice order);

    R quiet(Quiet order);

    R speak(Speak order);
  }

  /** Somebody attends to a finding. */
  record Acknowledge(String finding, String by, String reason) implements Order {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.acknowledge(this);
    }
  }

  /** Who got a notice followed its link. */
  record AcknowledgeNotice(String notice) implements Order {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.acknowledgeNotice(this);
    }
  }

  /** Quiet until a moment. */
  record Quiet(Silence silence) implements Order {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.quiet(this);
    }
  }

  /** The end of a silence before its time. */
  record Speak(String silence, String by) implements Order {
    @Override
    public <R> R read(Reader<R> reader) {
      return reader.speak(this);
    }
  }
}
