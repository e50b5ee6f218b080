package io.riverrank.tools;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import jdk.jfr.Event;
import org.apache.flink.core.fs.FileSystemFactory;

/** What is public is offered to other packages or their tests; a package's mechanism is its own. */
@AnalyzeClasses(packages = "io.riverrank")
class PublicClassesTest {

  @ArchTest
  static final ArchRule publicIsWhatOthersUse =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .arePublic()
          .and(describe("are named in code", PublicClassesTest::isNamedInCode))
          .and()
          // Flink finds what it calls there by service and by generated code.
          .resideOutsideOfPackage("io.riverrank.sql")
          .should(
              new ArchCondition<>("be used outside of their package") {
                @Override
                public void check(JavaClass each, ConditionEvents events) {
                  events.add(
                      new SimpleConditionEvent(
                          each,
                          isUsedOutside(each) || isInASignature(each),
                          each.getName()
                              + " is used in its package only: make it package-private"));
                }
              });

  /** Not only to the JVM, to JFR, to a service loader; constants are copied by the compiler. */
  private static boolean isNamedInCode(JavaClass each) {
    return each.tryGetMethod("main", String[].class).isEmpty()
        && !each.isAssignableTo(Event.class)
        && !each.isAssignableTo(FileSystemFactory.class)
        && !each.getMethods().isEmpty();
  }

  private static boolean isUsedOutside(JavaClass each) {
    return each.getDirectDependenciesToSelf().stream()
        .anyMatch(use -> !use.getOriginClass().getPackage().equals(each.getPackage()));
  }

  /** Whoever calls the method has one in hand, though no import says so. */
  private static boolean isInASignature(JavaClass each) {
    return Stream.concat(
            each.getMethodsWithParameterTypeOfSelf().stream(),
            each.getMethodsWithReturnTypeOfSelf().stream())
        .filter(method -> !method.getOwner().equals(each))
        .anyMatch(PublicClassesTest::isPublic);
  }

  private static boolean isPublic(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
  }
}
