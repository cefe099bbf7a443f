package haochaping.deliver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import haochaping.platform.HouseRules;

@AnalyzeClasses(packages = "haochaping.deliver", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule DELIVER_IS_A_JOB = HouseRules.ofJob("deliver");

  @ArchTest
  static final ArchRule DELIVER_NEVER_SEES_FLINK =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule THE_PLAN_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("haochaping.deliver.plan")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "haochaping.deliver.send..",
              "haochaping.deliver.answer..",
              "java.net.http..",
              "java.nio.file..",
              "jakarta..");
}
