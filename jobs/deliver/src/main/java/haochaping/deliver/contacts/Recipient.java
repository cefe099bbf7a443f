package haochaping.deliver.contacts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Who is told: a role, never a person.
 *
 * @param department its code where the role is one of a department, else null
 */
public record Recipient(Role role, String department) {
  /** A part in the city's organisation. */
  public enum Role {
    DEPARTMENT,
    DEPARTMENT_DEPUTY,
    SUPERVISOR,
    SUPERVISOR_DEPUTY,
    INTEGRITY,
    INTEGRITY_DEPUTY;

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static final Recipient SUPERVISOR = new Recipient(Role.SUPERVISOR, null);
  public static final Recipient SUPERVISOR_DEPUTY = new Recipient(Role.SUPERVISOR_DEPUTY, null);
  public static final Recipient INTEGRITY = new Recipient(Role.INTEGRITY, null);
  public static final Recipient INTEGRITY_DEPUTY = new Recipient(Role.INTEGRITY_DEPUTY, null);

  public static Recipient department(String code) {
    return new Recipient(Role.DEPARTMENT, code);
  }

  public static Recipient deputyOf(String code) {
    return new Recipient(Role.DEPARTMENT_DEPUTY, code);
  }

  /**
   * @param word as {@link #word} writes it
   */
  @JsonCreator
  public static Recipient of(String word) {
    int colon = word.indexOf(':');
    String role = colon < 0 ? word : word.substring(0, colon);
    return new Recipient(
        Role.valueOf(role.toUpperCase(Locale.ROOT).replace('-', '_')),
        colon < 0 ? null : word.substring(colon + 1));
  }

  /** As the ledger writes it, for example {@code department:11370400HCP0103759}. */
  @JsonValue
  public String word() {
    return department == null ? role.word() : role.word() + ':' + department;
  }

  @Override
  public String toString() {
    return word();
  }
}
