package haochaping.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house as far as this module can break them. */
@AnalyzeClasses(packages = "haochaping", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule EDGES_KNOW_NO_JOB =
      noClasses()
          .that()
          .resideInAPackage("haochaping.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "haochaping.ingest..",
              "haochaping.measure..",
              "haochaping.detect..",
              "haochaping.assess..",
              "haochaping.deliver..",
              "haochaping.local..");

  @ArchTest
  static final ArchRule NO_ROOM_FOR_ODDMENTS =
      noClasses().should().resideInAnyPackage("..util..", "..common..");
}
