package io.riverrank.operators.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PaddedLengths.Range;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Promise 2 where a provider rounds otherwise at another shape: a pair's shape is its own. */
class PaddingRuleTest {
  private static final BatchLimits BATCH = new BatchLimits(1024, 32, 0);

  @Test
  void byItselfTheLongestPairDecides() {
    assertThat(PaddingRule.LONGEST.mixesLengths()).isTrue();
    assertThat(PaddingRule.LONGEST.paddedLength(13)).isEqualTo(13);
    assertThat(PaddingRule.LONGEST.rows(3, 13)).isEqualTo(3);
  }

  @Test
  void lengthsAreRoundedUpButNotBeyondTheModels() {
    PaddingRule rule = new PaddingRule(8, 509, null);
    assertThat(rule.paddedLength(1)).isEqualTo(8);
    assertThat(rule.paddedLength(8)).isEqualTo(8);
    assertThat(rule.paddedLength(9)).isEqualTo(16);
    assertThat(rule.paddedLength(505)).isEqualTo(509);
    assertThat(rule.paddedLength(509)).isEqualTo(509);
  }

  @Test
  void shortPairsHaveAMultipleOfTheirOwn() {
    PaddedLengths lengths =
        new PaddedLengths(List.of(new Range(64, 4), new Range(Integer.MAX_VALUE, 8)));
    PaddingRule rule = new PaddingRule(lengths, 70, RunRows.ALL);
    assertThat(rule.paddedLength(1)).isEqualTo(4);
    assertThat(rule.paddedLength(33)).isEqualTo(36);
    assertThat(rule.paddedLength(61)).isEqualTo(64);
    assertThat(rule.paddedLength(64)).isEqualTo(64);
    assertThat(rule.paddedLength(65)).as("no longer short, nor beyond the model").isEqualTo(70);
    assertThat(new PaddingRule(lengths, 512, RunRows.ALL).paddedLength(65)).isEqualTo(72);
    assertThat(lengths).hasToString("4/8");
    assertThat(PaddedLengths.multiplesOf(16)).hasToString("16");
    assertThatEachPairDecidesItself(rule);
  }

  @Test
  void rowsAreFilledUpToTheLimits() {
    PaddingRule rule = new PaddingRule(8, 512, BATCH);
    assertThat(rule.rows(1, 8)).as("max-rows").isEqualTo(32);
    assertThat(rule.rows(5, 100)).as("token budget").isEqualTo(10);
    assertThat(rule.rows(1, 2048)).as("longer than the budget").isEqualTo(1);
  }

  @Test
  void aPairsPaddedLengthDoesNotDependOnWhatItWaitsWith() {
    PaddingRule rule = new PaddingRule(8, 512, null);
    assertThatEachPairDecidesItself(rule);
  }

  @Test
  void filledUpEachLengthHasOneShape() {
    PaddingRule rule = new PaddingRule(16, 512, BATCH);
    Map<Integer, Integer> rows = new HashMap<>();
    run(
        rule,
        batch -> {
          assertThat(batch.paddedTokens()).isLessThanOrEqualTo(BATCH.tokenBudget());
          Integer before = rows.put(batch.paddedLength(), batch.paddedRows());
          assertThat(before).isIn(null, batch.paddedRows());
        });
    assertThat(rows).hasSize(32);
  }

  @Test
  void rowsAreOfFewNumbersAndPairsBeyondThemWait() {
    RunRows few = RunRows.few(BATCH);
    assertThat(IntStream.rangeClosed(1, 8).map(pairs -> few.taken(pairs, 8)))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(few.taken(9, 8)).isEqualTo(8);
    assertThat(few.taken(15, 8)).isEqualTo(14);
    assertThat(few.taken(23, 8)).isEqualTo(20);
    assertThat(few.taken(31, 8)).isEqualTo(28);
    assertThat(few.taken(31, 33)).as("as many as the token budget allows").isEqualTo(31);
    assertThat(few.taken(32, 8)).as("max-rows").isEqualTo(32);
    assertThat(RunRows.few(null).taken(63, 8)).isEqualTo(56);
    assertThat(few.filled(9, 8)).isEqualTo(9);

    PaddingRule rule = new PaddingRule(PaddedLengths.multiplesOf(8), 512, few);
    LengthBuckets<PendingPair> buckets = new LengthBuckets<>(BATCH, rule);
    List<PendingPair> waiting = IntStream.range(0, 15).mapToObj(i -> pair(i, 20)).toList();
    buckets.add(waiting);
    MicroBatch<PendingPair> first = buckets.poll(1);
    assertThat(first.rows()).isEqualTo(14);
    assertThat(first.paddedRows()).isEqualTo(14);
    assertThat(first.pairs()).contains(waiting.get(0));
    MicroBatch<PendingPair> second = buckets.poll(1);
    assertThat(second.rows()).isOne();
    assertThat(first.pairs()).doesNotContainAnyElementsOf(second.pairs());
    assertThat(buckets.isEmpty()).isTrue();
    assertThatEachPairDecidesItself(rule);
  }

  private static void assertThatEachPairDecidesItself(PaddingRule rule) {
    run(
        rule,
        batch ->
            batch
                .pairs()
                .forEach(
                    pair ->
                        assertThat(batch.paddedLength())
                            .isEqualTo(rule.paddedLength(pair.length()))));
  }

  private static PendingPair pair(int number, int length) {
    PendingPair pair = new PendingPair(new PairId("q", number, 0), 0);
    pair.tokenized(new TokenizedPair(new long[length], null, false), 0);
    return pair;
  }

  private interface Check {
    void on(MicroBatch<PendingPair> batch);
  }

  /** Pairs of all lengths come in at random, and idle callers share them. */
  private static void run(PaddingRule rule, Check check) {
    Random random = new Random(5);
    LengthBuckets<PendingPair> buckets = new LengthBuckets<>(BATCH, rule);
    int added = 0;
    int scored = 0;
    for (int round = 0; round < 2_000; round++) {
      for (int i = random.nextInt(20); i > 0; i--) {
        buckets.add(List.of(pair(added++, 1 + random.nextInt(512))));
      }
      for (int i = random.nextInt(20); i > 0 && !buckets.isEmpty(); i--) {
        MicroBatch<PendingPair> batch = buckets.poll(1 + random.nextInt(4));
        check.on(batch);
        scored += batch.rows();
      }
    }
    while (!buckets.isEmpty()) {
      scored += buckets.poll(1).rows();
    }
    assertThat(scored).isEqualTo(added);
  }
}
