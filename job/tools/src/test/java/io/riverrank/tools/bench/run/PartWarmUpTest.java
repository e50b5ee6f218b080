package io.riverrank.tools.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.PartRun;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part counts as warm once a run gains nothing on the one before. */
class PartWarmUpTest {

  @ParameterizedTest
  @CsvSource({
    "100 101, 2",
    "100 90, 2",
    "100 110 111, 3",
    "100 110 120 119, 4",
    "100 110 121 133 146, 5"
  })
  void runsUntilARunGainsNothing(String rates, int runs) throws Exception {
    AtomicInteger done = new AtomicInteger();
    double[] perSecond = List.of(rates.split(" ")).stream().mapToDouble(Double::valueOf).toArray();
    PartWarmUp.run(
        workload -> new PartRun(1, 1, perSecond[done.getAndIncrement()], 1, 0, null, null),
        new Workload(List.of()));
    assertThat(done).hasValue(runs);
  }
}
