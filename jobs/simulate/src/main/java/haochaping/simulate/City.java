package haochaping.simulate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.GuideTableDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Who works in the city, on what, and how good each is: drawn once from the seed. */
final class City {
  // Guangdong, 2021-01: reviews of levels 5, 4, 3 and, of the bad ones, the part at level 1.
  static final double[] GOOD_LEVELS = {5_265_520, 23_409, 22_773};
  static final double LEVEL_ONE_OF_BAD = 613.0 / (613 + 178);
  // Mean 1 over a week, Monday first.
  static final double[] WEEKDAY = {1.45, 1.30, 1.25, 1.20, 1.20, 0.35, 0.25};
  private static final double[] WINDOW_HOURS = {
    0, 0, 0, 0, 0, 0, 0, 0, 6, 15, 16, 11, 1, 5, 13, 14, 12, 5, 1, 0, 0, 0, 0, 0
  };
  private static final double[] ONLINE_HOURS = {
    1, .5, .3, .2, .2, .3, .8, 2, 6, 9, 10, 8, 5, 6, 8, 8, 7, 5, 4, 5, 6, 5, 4, 2
  };

  /** A matter with its department, and the pieces of JSON that never change. Never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Matter(
      int department,
      String deptCode,
      String taskCode,
      String areaCode,
      String code6,
      int promiseDays,
      int promiseTime,
      double badFactor,
      byte[] beforeProject,
      byte[] name) {}

  /** A member of staff. Never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Staff(byte[] number, byte[] name, double badFactor) {}

  final CityOptions options;
  final Plan plan;
  final Chance chance = new Chance();
  final List<Matter> matters = new ArrayList<>();
  final List<Staff> staff = new ArrayList<>();
  final SharedStateDiscreteSampler matter;
  final SharedStateDiscreteSampler windowHour;
  final SharedStateDiscreteSampler onlineHour;
  final int[] firstStaff; // by department; the next entry ends the range
  final int people;
  final long firstDay;
  // Multiplies the factors of department, matter and staff to the city's bad share.
  final double badScale;

  City(CityOptions options, Reference reference) {
    this.options = options;
    firstDay = options.start().toEpochDay();
    people = (int) Math.min(9_000_000L, Math.max(2_000L, options.servicesPerDay() * 90L));
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(options.seed());

    Map<String, Map<String, String>> departments = new LinkedHashMap<>();
    reference.departments().forEach(row -> departments.put(row.get("dept_code"), row));
    List<String> order = List.copyOf(departments.keySet());
    double[] departmentFactor = new double[order.size()];
    for (int i = 0; i < departmentFactor.length; i++) {
      departmentFactor[i] = gamma(random, 5);
    }

    double[] shares = new double[reference.matters().size()];
    double[] departmentShare = new double[order.size()];
    for (int i = 0; i < shares.length; i++) {
      Map<String, String> row = reference.matters().get(i);
      int department = order.indexOf(row.get("dept_code"));
      shares[i] = Double.parseDouble(row.get("share"));
      departmentShare[department] += shares[i];
      double factor = departmentFactor[department] * gamma(random, 3);
      matters.add(matter(row, departments.get(row.get("dept_code")), department, factor));
    }

    firstStaff = new int[order.size() + 1];
    double[] staffMean = new double[order.size()];
    double total = 0;
    for (double share : departmentShare) {
      total += share;
    }
    double upTo = 0;
    for (int d = 0; d < order.size(); d++) {
      upTo += departmentShare[d];
      int end = (int) Math.round(options.staff() * upTo / total);
      firstStaff[d + 1] = Math.max(end, firstStaff[d] + 1);
      for (int s = firstStaff[d]; s < firstStaff[d + 1]; s++) {
        double factor = gamma(random, 2);
        staffMean[d] += factor / (firstStaff[d + 1] - firstStaff[d]);
        staff.add(new Staff(staffNumber(s), JsonBytes.utf8(Words.name(s * 31L + 7)), factor));
      }
    }
    plan = new Plan(options.scenario(), matters, staff.size());
    double mean = 0;
    for (int i = 0; i < shares.length; i++) {
      Matter m = matters.get(i);
      mean += shares[i] / total * m.badFactor() * staffMean[m.department()];
    }
    badScale = options.badShare() / mean;

    matter = GuideTableDiscreteSampler.of(chance, shares);
    windowHour = GuideTableDiscreteSampler.of(chance, WINDOW_HOURS);
    onlineHour = GuideTableDiscreteSampler.of(chance, ONLINE_HOURS);
  }

  /** Projects begun on a day of the history, 0 its first. */
  int services(int day) {
    int weekday = options.start().plusDays(day).getDayOfWeek().getValue() - 1;
    return Math.max(1, (int) Math.round(options.servicesPerDay() * WEEKDAY[weekday]));
  }

  /** {@code department/number} of a member of staff. */
  String staffKey(int index) {
    int department = 0;
    while (firstStaff[department + 1] <= index) {
      department++;
    }
    int of = department;
    String code =
        matters.stream().filter(m -> m.department() == of).findFirst().orElseThrow().deptCode();
    return code + '/' + new String(staff.get(index).number(), StandardCharsets.UTF_8);
  }

  private static byte[] staffNumber(int index) {
    return JsonBytes.utf8(String.format("SZ%04d", index + 1));
  }

  private static double gamma(UniformRandomProvider random, double shape) {
    return AhrensDieterMarsagliaTsangGammaSampler.of(random, shape, 1 / shape).sample();
  }

  private static Matter matter(
      Map<String, String> row, Map<String, String> department, int index, double factor) {
    String areaCode = department.get("area_code");
    String deptCode = row.get("dept_code");
    String taskCode = row.get("task_code");
    String before =
        "\"areaCode\":\"%s\",\"deptCode\":\"%s\",\"orgName\":\"%s\",\"taskType\":\"%s\",\"taskCode\":\"%s\",\"taskHandleItem\":\"%s01\",\"taskName\":\"%s\",\"projectName\":\""
            .formatted(
                areaCode,
                deptCode,
                department.get("name"),
                row.get("task_type"),
                taskCode,
                taskCode,
                row.get("name"));
    return new Matter(
        index,
        deptCode,
        taskCode,
        areaCode,
        areaCode.substring(0, 6),
        Integer.parseInt(row.get("promise_days")),
        Integer.parseInt(row.get("promise_time")),
        factor,
        JsonBytes.utf8(before),
        JsonBytes.utf8(row.get("name")));
  }
}
