package haochaping.detect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import haochaping.platform.HouseRules;

/** The rules of the house as far as this module can break them. */
@AnalyzeClasses(packages = "haochaping", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule OF_THE_HOUSE = HouseRules.ofJob("detect");

  @ArchTest
  static final ArchRule MEANING_IS_PLAIN_JAVA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "haochaping.detect.panes..",
              "haochaping.detect.baseline..",
              "haochaping.detect.evidence..",
              "haochaping.detect.concentration..",
              "haochaping.detect.cluster..",
              "haochaping.detect.oversight..",
              "haochaping.detect.composition..",
              "haochaping.detect.reviewers..",
              "haochaping.detect.toogood..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "haochaping.detect.operators..");
}
