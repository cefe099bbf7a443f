package haochaping.measure;

import haochaping.core.ReviewImage;
import haochaping.platform.Reviews.Given;
import java.util.List;

/** Images of reviews about departments alone, for tests. */
public final class Departments {
  private Departments() {}

  /** An image of a department's review through a terminal. */
  public static ReviewImage image(String project, String department, long time, int level) {
    return image(project, department, time, level, true, true);
  }

  public static ReviewImage image(
      String project, String department, long time, int level, boolean effective, boolean adopted) {
    return new Given(
            project, time, level, 1, false, effective, adopted, null, department, null, List.of())
        .image();
  }
}
