package io.riverrank.tools.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PaddingRule;
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
    times.put(1, 10, 100.0);
    times.put(5, 10, 300.0);
    times.put(1, 20, 200.0);
    times.put(5, 20, 600.0);
    assertThat(times.nanos(1, 10)).isEqualTo(100);
    assertThat(times.nanos(3, 10)).isEqualTo(200);
    assertThat(times.nanos(3, 15)).isEqualTo(300);
    assertThat(times.nanos(1, 5)).isEqualTo(100);
    assertThat(times.nanos(10, 10)).isEqualTo(600);
    assertThat(times.nanos(1, 40)).isEqualTo(400);
  }

  @Test
  void batchesAreTimedAtTheLengthsThatTheJobPadsTo() {
    assertThat(BatchTimer.representatives(pairs(3, 9, 10, 17), new PaddingRule(8, 20, null)))
        .extracting(TokenizedPair::length)
        .containsExactly(8, 16, 20);
    assertThat(BatchTimer.representatives(pairs(3, 9, 17), PaddingRule.LONGEST))
        .extracting(TokenizedPair::length)
        .containsExactly(3, 9, 17);
  }
}
