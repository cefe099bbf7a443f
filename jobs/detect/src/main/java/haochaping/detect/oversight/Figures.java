package haochaping.detect.oversight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.CityClock;
import haochaping.platform.Finding;
import java.time.LocalDate;
import java.util.Locale;

/** Figures in evidence. */
final class Figures {
  static final ObjectMapper JSON = new ObjectMapper();

  private Figures() {}

  static String date(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** The first instant of a local day, epoch ms. */
  static long millis(int day) {
    return CityClock.millis(CityClock.startHour(day));
  }

  /** A number of days that is not overstated: two digits from a thousand on. */
  static String days(double value) {
    if (value < 1000) {
      return Long.toString((long) value);
    }
    if (value >= 1e6) {
      return "1000000";
    }
    long unit = (long) Math.pow(10, Math.floor(Math.log10(value)) - 1);
    return Long.toString((long) value / unit * unit);
  }

  /** One digit after the point where it is not whole. */
  static String count(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  static String write(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The evidence of a finding that is withdrawn, with other sentences in front of its figures. */
  static ObjectNode withdrawn(Finding told, String chinese, String english, String reason) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(told.evidence());
      json.put("zh", "撤销：" + chinese);
      json.put("en", "Withdrawn. " + english);
      json.put("reason", reason);
      return json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence of " + told.id() + " is no JSON", e);
    }
  }
}
