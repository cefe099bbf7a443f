package haochaping.simulate;

import haochaping.simulate.City.Matter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A scenario in one city: its codes are places in the city's lists. */
final class Plan {
  /** One anomaly; -1 where it is about no one matter, department or member of staff. */
  record Plant(
      int rank, Anomaly anomaly, int department, int matter, int staff, List<Integer> matters) {
    boolean isOn(int day) {
      return day + 1 >= anomaly.from() && day + 1 < anomaly.end();
    }

    boolean isAbout(Matter other, int otherMatter, int otherStaff) {
      return (department < 0 || department == other.department())
          && (matter < 0 || matter == otherMatter)
          && (staff < 0 || staff == otherStaff)
          && (anomaly.districts().isEmpty()
              || anomaly.districts().contains(other.areaCode().substring(0, 6)));
    }
  }

  private final List<Plant> plants = new ArrayList<>();
  private final List<Plant> adding = new ArrayList<>();

  /**
   * @throws IllegalArgumentException naming what the city does not have
   */
  Plan(Scenario scenario, List<Matter> matters, int staff) {
    List<String> problems = new ArrayList<>();
    for (Anomaly anomaly : scenario.anomalies()) {
      plant(anomaly, matters, staff, problems);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.size()
              + (problems.size() == 1 ? " problem" : " problems")
              + " between the scenario and the city\n  "
              + String.join("\n  ", problems));
    }
  }

  private void plant(Anomaly anomaly, List<Matter> matters, int staff, List<String> problems) {
    String of = "anomaly " + anomaly.name() + ": ";
    int department = -1;
    int matter = -1;
    for (int i = 0; i < matters.size(); i++) {
      if (matters.get(i).deptCode().equals(anomaly.department())) {
        department = matters.get(i).department();
      }
      if (matters.get(i).taskCode().equals(anomaly.matter())) {
        matter = i;
      }
    }
    if (anomaly.department() != null && department < 0) {
      problems.add(of + "the city has no department " + anomaly.department() + " with a matter");
    }
    if (anomaly.matter() != null && matter < 0) {
      problems.add(of + "the city has no matter " + anomaly.matter());
    }
    int person = -1;
    if (anomaly.staff() != null) {
      person = number(anomaly.staff());
      if (person < 0 || person >= staff) {
        problems.add(
            of + "staff " + anomaly.staff() + ": the city has SZ0001 to SZ%04d".formatted(staff));
      }
    }
    for (String district : anomaly.districts()) {
      if (matters.stream().noneMatch(m -> m.areaCode().startsWith(district))) {
        problems.add(of + "the city has no district " + district);
      }
    }
    int whose = department;
    List<Integer> served =
        IntStream.range(0, matters.size())
            .filter(i -> whose < 0 || matters.get(i).department() == whose)
            .boxed()
            .toList();
    Plant plant = new Plant(plants.size(), anomaly, department, matter, person, served);
    plants.add(plant);
    if (anomaly.kind().adds()) {
      adding.add(plant);
    }
  }

  private static int number(String staff) {
    try {
      return staff.startsWith("SZ") ? Integer.parseInt(staff.substring(2)) - 1 : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  List<Plant> plants() {
    return plants;
  }

  /** Services that the scenario adds on a day, 0 the feed's first. */
  int services(int day) {
    int services = 0;
    for (Plant plant : adding) {
      services += plant.isOn(day) ? plant.anomaly().perDay() : 0;
    }
    return services;
  }

  /** Which anomaly added a service, by its rank among the day's added ones. */
  Plant added(int day, int rank) {
    int left = rank;
    for (Plant plant : adding) {
      if (plant.isOn(day)) {
        if (left < plant.anomaly().perDay()) {
          return plant;
        }
        left -= plant.anomaly().perDay();
      }
    }
    throw new IllegalArgumentException("service " + rank + " of day " + day + " is not added");
  }

  /** How many times as often a review of a service is bad. */
  double ratio(int day, Matter matter, int matterIndex, int staff) {
    double ratio = 1;
    for (Plant plant : plants) {
      switch (plant.anomaly().kind()) {
        case STAFF_GONE_BAD, CLUSTER, MATTER_BROKEN -> {
          if (plant.isOn(day) && plant.isAbout(matter, matterIndex, staff)) {
            ratio *= plant.anomaly().ratio();
          }
        }
        case BRUSHING_TEMPLATE,
            BRUSHING_DEVICE,
            BRUSHING_BACKFILL,
            MALICIOUS_SERIES,
            VERDICT_BIAS,
            VOLUME_SURGE -> {}
      }
    }
    return ratio;
  }

  /** The share of bad reviews that the department calls mistaken, or 0 where it judges honestly. */
  double bias(int day, Matter matter) {
    for (Plant plant : plants) {
      if (plant.anomaly().kind() == Anomaly.Kind.VERDICT_BIAS
          && plant.isOn(day)
          && plant.department() == matter.department()) {
        return plant.anomaly().ratio();
      }
    }
    return 0;
  }
}
