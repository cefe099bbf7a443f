package haochaping.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house as far as this module can break them. */
@AnalyzeClasses(packages = "haochaping", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Beside Java only the calendar of public holidays. */
  @ArchTest
  static final ArchRule PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage("haochaping.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("haochaping.core..", "java..", "com.tyme..");

  @ArchTest
  static final ArchRule NO_CLOCK_OF_ITS_OWN =
      noClasses()
          .that()
          .resideInAPackage("haochaping.core..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethodWhere(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "a call to now() or a system clock of java.time",
                  call ->
                      call.getTargetOwner().getPackageName().equals("java.time")
                          && (call.getName().equals("now")
                              || call.getName().startsWith("system"))));

  @ArchTest
  static final ArchRule NO_ROOM_FOR_ODDMENTS =
      noClasses().should().resideInAnyPackage("..util..", "..common..");
}
