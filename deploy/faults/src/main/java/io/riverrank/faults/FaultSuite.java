package io.riverrank.faults;

import io.riverrank.faults.check.Checker;
import io.riverrank.faults.check.Observed;
import io.riverrank.faults.check.Verdict;
import io.riverrank.faults.fault.Fault;
import io.riverrank.faults.report.FaultRow;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.trial.Bench;
import io.riverrank.faults.trial.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs kinds of faults one after the other and checks each when all of its results are there. */
final class FaultSuite {

  private static final Logger LOG = LoggerFactory.getLogger(FaultSuite.class);

  private final Bench bench;
  private final RandomGenerator random;
  private final PrintWriter out;
  private final Checker checker;

  /** What was checked and forgotten. */
  private final List<Inputs> checked = new ArrayList<>();

  FaultSuite(Bench bench, RandomGenerator random, PrintWriter out) {
    this.bench = bench;
    this.random = random;
    this.out = out;
    this.checker = new Checker(bench.models());
  }

  /** One kind of fault, and how often it is injected. */
  record Order(Fault fault, int times) {}

  /** Who is told a row as soon as its kind is done. */
  interface RowListener {
    void accept(FaultRow row) throws IOException;
  }

  void run(List<Order> orders, RowListener listener) throws IOException, InterruptedException {
    for (Order order : orders) {
      out.printf("%s × %d: %s%n", order.fault().kind(), order.times(), order.fault().description());
      out.flush();
      long start = System.nanoTime();
      FaultRow row = run(order);
      listener.accept(row);
      out.printf(
          "%s × %d: %s after %d s%n",
          row.kind(),
          row.injected(),
          row.isPassed() ? "passed" : "FAILED",
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
      out.flush();
    }
  }

  private FaultRow run(Order order) throws InterruptedException {
    Fault fault = order.fault();
    Inputs inputs = new Inputs(fault.kind());
    Trial trial = new Trial(bench, inputs, random);
    String problem = null;
    Verdict verdict = null;
    try {
      bench.prepare(fault.needs());
      fault.run(trial, order.times());
      verdict =
          trial.ownVerdict() == null ? settleAndCheck(fault, trial, inputs) : trial.ownVerdict();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("{} could not be carried out", fault.kind(), e);
      problem = "could not be carried out: " + e.getMessage();
    }
    if (problem != null || !verdict.isClean()) {
      // The next fault must not suffer from this one.
      bench.abandon();
    }
    return new FaultRow(
        fault.kind(),
        order.times(),
        trial.injected(),
        verdict,
        trial.recoverySeconds(),
        trial.notes(),
        problem);
  }

  private Verdict settleAndCheck(Fault fault, Trial trial, Inputs inputs)
      throws IOException, InterruptedException {
    trial.settle(fault.settling());
    Observed observed = bench.workload().observed();
    Verdict verdict = checker.check(inputs, observed, trial.doublesAllowed(), trial.tenures());
    for (Inputs earlier : checked) {
      checker.checkNothingMore(earlier, observed, verdict);
    }
    trial.runMoreChecks(verdict);
    checked.add(inputs);
    observed.forget(inputs::owns);
    inputs.forgetPlans();
    return verdict;
  }
}
