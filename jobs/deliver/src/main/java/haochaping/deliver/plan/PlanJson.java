package haochaping.deliver.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Events and orders as JSON, the form that they have in their topics. */
public final class PlanJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

  private PlanJson() {}

  public static byte[] encode(Event event) {
    return bytes(event);
  }

  public static byte[] encode(Order order) {
    return bytes(order);
  }

  /**
   * @throws IllegalArgumentException if the bytes are no event
   */
  public static Event event(byte[] bytes) {
    return read(bytes, Event.class);
  }

  /**
   * @throws IllegalArgumentException if the bytes are no order
   */
  public static Order order(byte[] bytes) {
    return read(bytes, Order.class);
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return JSON.readValue(bytes, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName(), e);
    }
  }
}
