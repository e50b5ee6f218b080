package io.riverrank.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which, over all modules but the fault suite, which has its own. */
@AnalyzeClasses(
    packages = "io.riverrank",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("io.riverrank.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule schemasAreBelowAll =
      noClasses()
          .that()
          .resideInAPackage("io.riverrank.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.riverrank.operators..",
              "io.riverrank.job..",
              "io.riverrank.sql..",
              "io.riverrank.broker..",
              "io.riverrank.tools..",
              "org.apache.kafka..",
              "org.apache.flink..");

  @ArchTest
  static final ArchRule operatorsKnowNoKafkaAndNoJob =
      noClasses()
          .that()
          .resideInAPackage("io.riverrank.operators..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.riverrank.job..",
              "io.riverrank.sql..",
              "io.riverrank.broker..",
              "io.riverrank.tools..",
              "org.apache.kafka..",
              "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule aClusterRunsNoToolAndNoBroker =
      noClasses()
          .that()
          .resideInAPackage("io.riverrank.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.riverrank.tools..", "io.riverrank.broker..", "io.riverrank.sql..");

  /** Flink SQL brings its own connectors. */
  @ArchTest
  static final ArchRule sqlKnowsOperatorsOnly =
      noClasses()
          .that()
          .resideInAPackage("io.riverrank.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.riverrank.job..",
              "io.riverrank.tools..",
              "io.riverrank.broker..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule theBrokerKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.riverrank.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.riverrank.schemas..",
              "io.riverrank.operators..",
              "io.riverrank.job..",
              "io.riverrank.sql..",
              "io.riverrank.tools..");

  /** The classes that tests of several modules share come in jars. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar") && !location.contains("/test-classes/");
    }
  }
}
