package io.riverrank.job.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RawBatchesTest {

  private static List<TokenizedPair> pairs(int... lengths) {
    return IntStream.of(lengths)
        .mapToObj(length -> new TokenizedPair(new long[length], null, false))
        .toList();
  }

  private static List<List<Integer>> lengths(List<List<TokenizedPair>> batches) {
    return batches.stream()
        .map(batch -> batch.stream().map(TokenizedPair::length).toList())
        .toList();
  }

  @Test
  void idealBatchesFillTheBudgetInOrderOfLengthLongestFirst() {
    assertThat(lengths(IdealBatches.of(pairs(9, 2, 50, 3, 4, 5), 20, 64)))
        .containsExactly(List.of(50), List.of(9), List.of(2, 3, 4, 5));
    assertThat(lengths(IdealBatches.of(pairs(1, 1, 1), 20, 2)))
        .containsExactly(List.of(1), List.of(1, 1));
  }

  @Test
  void timesAreLinearBetweenWhatWasMeasured() {
    BatchTimes times = new BatchTimes();
    times.put(1, 10, List.of(100.0));
    times.put(5, 10, List.of(300.0));
    times.put(1, 20, List.of(200.0));
    times.put(5, 20, List.of(600.0));
    assertThat(times.nanos(1, 10, 0.5)).isEqualTo(100);
    assertThat(times.nanos(3, 10, 0.5)).isEqualTo(200);
    assertThat(times.nanos(3, 15, 0.5)).isEqualTo(300);
    assertThat(times.nanos(1, 5, 0.5)).isEqualTo(100);
    assertThat(times.nanos(10, 10, 0.5)).isEqualTo(600);
    assertThat(times.nanos(1, 40, 0.5)).isEqualTo(400);
  }

  @Test
  void timesDifferFromRunToRunAsTheyDidWhenMeasured() {
    BatchTimes before = new BatchTimes();
    before.put(1, 10, List.of(300.0, 100.0));
    BatchTimes after = new BatchTimes();
    after.put(1, 10, List.of(200.0));
    BatchTimes times = before.and(after);
    assertThat(times.nanos(1, 10, 0)).isEqualTo(100);
    assertThat(times.nanos(1, 10, 0.5)).isEqualTo(200);
    assertThat(times.nanos(1, 10, 1)).isEqualTo(300);
  }
}
