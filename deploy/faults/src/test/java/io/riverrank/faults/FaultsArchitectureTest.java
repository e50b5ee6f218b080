package io.riverrank.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Which package may know which; tests are like all other code. */
@AnalyzeClasses(packagesOf = FaultsArchitectureTest.class)
class FaultsArchitectureTest {

  /** A package that is above another is not below it, too, over however many others. */
  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  /** It is in a jar of its own, in a process that has nothing of the suite beside it. */
  @ArchTest
  static final ArchRule AGENT_STANDS_ALONE =
      classes()
          .that()
          .resideInAPackage("..inject.agent..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax..", "net.bytebuddy..", "ai.onnxruntime..", "..inject.agent..");

  /**
   * What is public is for others. The agent's classes are called by code that is put into classes
   * of other packages when these are loaded, and by names that are constants.
   */
  @ArchTest
  static final ArchRule PUBLIC_CLASSES_ARE_USED_ELSEWHERE =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideOutsideOfPackage("..inject.agent..")
          .and(haveNoMainMethod())
          .should(beUsedOutsideOfTheirPackage());

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return SliceIdentifier.of(javaClass.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }

  private static DescribedPredicate<JavaClass> haveNoMainMethod() {
    return DescribedPredicate.describe(
        "have no main method",
        javaClass ->
            javaClass.getMethods().stream().noneMatch(method -> method.getName().equals("main")));
  }

  private static ArchCondition<JavaClass> beUsedOutsideOfTheirPackage() {
    return new ArchCondition<>("be used outside of their package, or be package-private") {
      @Override
      public void check(JavaClass javaClass, ConditionEvents events) {
        boolean used =
            javaClass.getDirectDependenciesToSelf().stream()
                .anyMatch(
                    dependency ->
                        !dependency
                            .getOriginClass()
                            .getPackageName()
                            .equals(javaClass.getPackageName()));
        events.add(
            new SimpleConditionEvent(
                javaClass,
                used,
                javaClass.getName() + " is public, and nobody outside of its package uses it"));
      }
    };
  }
}
