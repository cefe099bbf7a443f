package haochaping.assess;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import haochaping.platform.HouseRules;

/** The rules of the house as far as this module can break them. */
@AnalyzeClasses(packages = "haochaping", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule OF_THE_HOUSE = HouseRules.ofJob("assess");
}
