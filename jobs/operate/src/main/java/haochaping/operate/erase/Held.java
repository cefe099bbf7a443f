package haochaping.operate.erase;

import java.util.List;
import java.util.Set;

/**
 * What the tables hold of people.
 *
 * @param projects in which one of them applied or reviewed
 * @param reviews of those projects, each counted once
 * @param services rows of the stages of those projects
 * @param refused rows of refused records that speak of one of them or of one of the projects
 */
public record Held(Set<ProjectId> projects, long reviews, long services, List<RefusedId> refused) {
  public boolean isEmpty() {
    return projects.isEmpty() && refused.isEmpty();
  }
}
