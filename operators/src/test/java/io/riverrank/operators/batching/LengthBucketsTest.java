package io.riverrank.operators.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {
  private int nextPosition;

  private PendingPair pair(int length, long tokenizedNanos) {
    PendingPair pair = new PendingPair(new PairId("q", nextPosition++, 0), 0);
    pair.tokenized(new TokenizedPair(new long[length], null, false), tokenizedNanos);
    return pair;
  }

  private LengthBuckets<PendingPair> buckets(BatchLimits settings, int... lengths) {
    LengthBuckets<PendingPair> buckets = new LengthBuckets<>(settings);
    for (int length : lengths) {
      buckets.add(List.of(pair(length, 0)));
    }
    return buckets;
  }

  private static List<Integer> lengths(MicroBatch<PendingPair> batch) {
    return batch.pairs().stream().map(PendingPair::length).sorted().toList();
  }

  @Test
  void aBatchHasPairsOfNearLengthFromTheOldest() {
    LengthBuckets<PendingPair> buckets =
        buckets(new BatchLimits(10_000, 64, 0), 100, 500, 101, 20, 99, 480, 98);

    assertThat(lengths(buckets.poll(1))).containsExactly(98, 99, 100, 101);
    assertThat(lengths(buckets.poll(1))).containsExactly(480, 500);
    assertThat(lengths(buckets.poll(1))).containsExactly(20);
    assertThat(buckets.poll(1)).isNull();
  }

  @Test
  void theTokenBudgetBoundsRowsTimesPaddedLength() {
    LengthBuckets<PendingPair> buckets =
        buckets(new BatchLimits(400, 64, 0), 100, 100, 100, 100, 100, 100, 100);

    MicroBatch<PendingPair> batch = buckets.poll(1);
    assertThat(batch.paddedTokens()).isEqualTo(400);
    assertThat(batch.reason()).isEqualTo(FlushReason.BUDGET);
    assertThat(buckets.poll(1).reason()).isEqualTo(FlushReason.FREE);
  }

  @Test
  void aBatchHasPairsOfOnePrefixFromTheOldest() {
    TokenPrefix one = new TokenPrefix(new long[] {1, 1, 1}, null);
    TokenPrefix other = new TokenPrefix(new long[] {2, 2}, null);
    LengthBuckets<PendingPair> buckets = new LengthBuckets<>(new BatchLimits(10_000, 64, 0));
    List<TokenPrefix> order = new ArrayList<>(Arrays.asList(other, one, null, one, other, null));
    for (TokenPrefix prefix : order) {
      PendingPair pair = pair(20, 0);
      pair.sharing(prefix);
      buckets.add(List.of(pair));
    }

    for (TokenPrefix expected : order.subList(0, 3)) {
      MicroBatch<PendingPair> batch = buckets.poll(1);
      assertThat(batch.pairs()).hasSize(2).extracting(PendingPair::prefix).containsOnly(expected);
      int shared = expected == null ? 0 : expected.length();
      assertThat(batch.paddedTokens()).isEqualTo(2 * (20 - shared));
      assertThat(batch.sharedTokens()).isEqualTo(2 * shared);
    }
    assertThat(buckets.isEmpty()).isTrue();
  }

  @Test
  void whatARunCopiesOfALongPrefixCountsInTheBudget() {
    TokenPrefix prefix = new TokenPrefix(new long[1_600], null);
    LengthBuckets<PendingPair> buckets = new LengthBuckets<>(new BatchLimits(1_000, 64, 0));
    for (int i = 0; i < 64; i++) {
      PendingPair pair = pair(1_700, 0);
      pair.sharing(prefix);
      buckets.add(List.of(pair));
    }

    assertThat(buckets.poll(1).rows()).isEqualTo(1_000 / (100 + 1_600 / 16));
  }

  @Test
  void theRowLimitBoundsShortPairs() {
    MicroBatch<PendingPair> batch = buckets(new BatchLimits(4096, 3, 0), 5, 5, 5, 5).poll(1);

    assertThat(batch.rows()).isEqualTo(3);
    assertThat(batch.reason()).isEqualTo(FlushReason.ROWS);
  }

  @Test
  void aPairLongerThanTheBudgetRunsAlone() {
    assertThat(lengths(buckets(new BatchLimits(100, 8, 0), 512, 10).poll(1))).containsExactly(512);
  }

  @Test
  void whatWaitsIsSharedAmongIdleCallers() {
    int[] event = IntStream.range(0, 20).map(i -> 50).toArray();
    LengthBuckets<PendingPair> buckets = buckets(new BatchLimits(4096, 64, 0), event);

    assertThat(buckets.poll(2).rows()).isEqualTo(10);
    assertThat(buckets.poll(1).rows()).isEqualTo(10);
  }

  @Test
  void aShareIsAWholeRangeOfLengths() {
    LengthBuckets<PendingPair> buckets =
        buckets(new BatchLimits(4096, 64, 0), 104, 80, 100, 82, 102, 84, 106, 86);

    assertThat(lengths(buckets.poll(2)))
        .as("the oldest is in it")
        .containsExactly(100, 102, 104, 106);
    assertThat(lengths(buckets.poll(1))).containsExactly(80, 82, 84, 86);
  }

  @Test
  void aShareIsNotCutWherePaddingMakesItLarger() {
    int[] event = IntStream.range(0, 20).map(i -> 40 + i).toArray();
    LengthBuckets<PendingPair> buckets = buckets(new BatchLimits(4096, 64, 0), event);

    assertThat(buckets.poll(2).rows() + buckets.poll(1).rows()).isEqualTo(20);
  }

  @Test
  void aLittleIsNotShared() {
    assertThat(buckets(new BatchLimits(4096, 64, 0), 30, 30, 30, 30).poll(8).rows()).isEqualTo(4);
  }

  @Test
  void lingerWaitsFromTheOldestPairUnlessABatchIsFull() {
    LengthBuckets<PendingPair> buckets = new LengthBuckets<>(new BatchLimits(100, 64, 5));
    buckets.add(List.of(pair(40, 1_000_000)));
    assertThat(buckets.nanosUntilDue(2_000_000)).isEqualTo(4_000_000);

    buckets.add(List.of(pair(40, 3_000_000)));
    assertThat(buckets.nanosUntilDue(4_000_000)).as("of the oldest").isEqualTo(2_000_000);
    assertThat(buckets.nanosUntilDue(6_000_000)).isZero();

    buckets.add(List.of(pair(40, 4_000_000)));
    assertThat(buckets.nanosUntilDue(4_000_000)).as("full").isZero();
    assertThat(buckets.poll(1).reason()).isEqualTo(FlushReason.BUDGET);
    assertThat(buckets.nanosUntilDue(4_000_000)).as("the next batch waits anew").isPositive();
    assertThat(buckets.poll(1).reason()).isEqualTo(FlushReason.LINGER);
  }

  @Test
  void pairsThatNobodyWantsAreTakenOut() {
    LengthBuckets<PendingPair> buckets = buckets(new BatchLimits(4096, 64, 0), 10, 11, 12);
    buckets.removeIf(pair -> pair.length() == 10);

    assertThat(lengths(buckets.poll(1))).containsExactly(11, 12);
    assertThat(buckets.isEmpty()).isTrue();
  }

  /** No pair is lost or doubled, no limit broken, no old pair starved, little of it padding. */
  @Test
  void randomStreamsKeepEveryRule() {
    Random random = new Random(11);
    BatchLimits settings = new BatchLimits(2048, 32, 0);
    LengthBuckets<PendingPair> buckets = new LengthBuckets<>(settings);
    Set<PairId> waiting = new HashSet<>();
    List<PairId> byAge = new ArrayList<>();
    long tokens = 0;
    long padded = 0;
    for (int round = 0; round < 3_000; round++) {
      for (int i = random.nextInt(40); i > 0 && waiting.size() < 800; i--) {
        PendingPair pair = pair(8 + random.nextInt(500), round);
        waiting.add(pair.id());
        byAge.add(pair.id());
        buckets.add(List.of(pair));
      }
      MicroBatch<PendingPair> batch = buckets.poll(1);
      if (batch == null) {
        continue;
      }
      byAge.removeIf(id -> !waiting.contains(id));
      assertThat(batch.pairs().get(0).id()).as("the oldest goes first").isEqualTo(byAge.get(0));
      assertThat(batch.paddedTokens()).isLessThanOrEqualTo(settings.tokenBudget());
      assertThat(batch.rows()).isLessThanOrEqualTo(settings.maxRows());
      batch.pairs().forEach(pair -> assertThat(waiting.remove(pair.id())).isTrue());
      tokens += batch.tokens();
      padded += batch.paddedTokens();
    }
    assertThat(1 - (double) tokens / padded).as("padding").isLessThan(0.05);
  }
}
