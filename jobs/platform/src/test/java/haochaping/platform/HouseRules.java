package haochaping.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.stream.Stream;

/** The rules of the house that every job can break. */
public final class HouseRules {
  private static final String[] JOBS = {
    "ingest", "measure", "detect", "assess", "deliver", "operate", "local"
  };

  private HouseRules() {}

  /** There is no room for oddments. */
  public static ArchRule ofAll() {
    return noClasses().should().resideInAnyPackage("..util..", "..common..");
  }

  /** A job imports no other, only its main class knows the edges, and it has no clock. */
  public static ArchRule ofJob(String job) {
    String room = room(job);
    return CompositeArchRule.of(ofAll())
        .and(importsNoJobBut(job, room))
        .and(
            noClasses()
                .that()
                .resideInAPackage(room)
                .and()
                .haveSimpleNameNotEndingWith("Job")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("haochaping.platform.KafkaEdges"))
        .and(
            noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.apache.iceberg..",
                    "org.apache.flink.connector.kafka.."))
        .and(
            noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .callMethod(System.class, "currentTimeMillis"));
  }

  /**
   * @param job that may be imported
   * @param room whose classes import
   */
  static ArchRule importsNoJobBut(String job, String room) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(JOBS)
                .filter(other -> !other.equals(job))
                .map(HouseRules::room)
                .toArray(String[]::new));
  }

  static String room(String name) {
    return "haochaping." + name + "..";
  }
}
