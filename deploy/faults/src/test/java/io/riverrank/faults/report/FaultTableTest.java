package io.riverrank.faults.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.check.Checker;
import io.riverrank.faults.check.DirectModels;
import io.riverrank.faults.check.Observed;
import io.riverrank.faults.check.Tenures;
import io.riverrank.faults.check.Verdict;
import io.riverrank.faults.traffic.EventClock;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Planner;
import io.riverrank.faults.traffic.SampleTexts;
import io.riverrank.faults.traffic.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultTableTest {

  /** Of one query that has no result, or of none. */
  private static Verdict verdict(boolean loses) throws IOException {
    Inputs inputs = new Inputs("fault");
    if (loses) {
      Planner planner = new Planner(SampleTexts.load(), new Random(1), new EventClock());
      inputs.add(planner.next(inputs.nextId(), Shape.WHOLE));
    }
    try (DirectModels models = new DirectModels(Map.of())) {
      return new Checker(models).check(inputs, new Observed(), false, new Tenures());
    }
  }

  private static String print(FaultTable table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString().stripTrailing();
  }

  @Test
  void theLastLineHasTheSums() throws IOException {
    FaultTable table =
        new FaultTable(
            List.of(
                new FaultRow("one", 5, 5, verdict(false), List.of(1.0, 2.0), List.of(), null),
                new FaultRow("two", 2, 2, verdict(true), List.of(), List.of(), null)));

    assertThat(print(table)).endsWith("\nfaults=7 lost=1 doubled=0 mixed=0 different=0");
    assertThat(print(table)).contains("1.5 (max 2.0)").contains("two: lost: fault/0");
    assertThat(table.isPassed()).isFalse();
  }

  @Test
  void aFaultThatWasNotInjectedOftenEnoughIsNotPassed() throws IOException {
    FaultTable table =
        new FaultTable(
            List.of(new FaultRow("one", 5, 4, verdict(false), List.of(), List.of(), null)));

    assertThat(print(table)).contains("4 of 5");
    assertThat(table.isPassed()).isFalse();
  }

  @Test
  void aFaultThatCouldNotBeCheckedIsNotPassed() {
    FaultTable table =
        new FaultTable(List.of(new FaultRow("one", 1, 1, null, List.of(), List.of(), "it broke")));

    assertThat(print(table)).contains("one: it broke");
    assertThat(table.isPassed()).isFalse();
  }

  @Test
  void zerosPass() throws IOException {
    FaultTable table =
        new FaultTable(
            List.of(new FaultRow("one", 1, 1, verdict(false), List.of(3.0), List.of(), null)));

    assertThat(table.isPassed()).isTrue();
    assertThat(print(table)).endsWith("faults=1 lost=0 doubled=0 mixed=0 different=0");
  }
}
