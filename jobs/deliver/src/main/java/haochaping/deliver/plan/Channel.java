package haochaping.deliver.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The way a notice takes. */
public enum Channel {
  MAIL,
  WEBHOOK;

  /** As the ledger writes it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
