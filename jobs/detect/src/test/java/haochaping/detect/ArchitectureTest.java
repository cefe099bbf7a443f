package haochaping.detect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house as far as this module can break them. */
@AnalyzeClasses(packages = "haochaping", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule JOBS_DO_NOT_IMPORT_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("haochaping.detect..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "haochaping.ingest..",
              "haochaping.measure..",
              "haochaping.assess..",
              "haochaping.deliver..",
              "haochaping.local..");

  @ArchTest
  static final ArchRule ONLY_THE_JOB_KNOWS_THE_EDGES =
      noClasses()
          .that()
          .resideInAPackage("haochaping.detect..")
          .and()
          .haveSimpleNameNotEndingWith("Job")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("haochaping.platform.KafkaEdges");

  @ArchTest
  static final ArchRule TOPOLOGY_AND_OPERATORS_NAME_NO_CONNECTION =
      noClasses()
          .that()
          .resideInAPackage("haochaping.detect..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "org.apache.iceberg..", "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule MEANING_IS_PLAIN_JAVA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "haochaping.detect.panes..",
              "haochaping.detect.baseline..",
              "haochaping.detect.concentration..",
              "haochaping.detect.cluster..",
              "haochaping.detect.oversight..",
              "haochaping.detect.composition..",
              "haochaping.detect.reviewers..",
              "haochaping.detect.toogood..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "haochaping.detect.operators..");

  @ArchTest
  static final ArchRule NO_CLOCK_OF_ITS_OWN =
      noClasses()
          .that()
          .resideInAPackage("haochaping.detect..")
          .should()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule NO_ROOM_FOR_ODDMENTS =
      noClasses().should().resideInAnyPackage("..util..", "..common..");
}
