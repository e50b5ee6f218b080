package io.riverrank.operators.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Which pairs run together, and which not at all. */
public final class BatchOptions {

  public static final OptionSection SECTION =
      new OptionSection("Micro-batches", BatchOptions.class);

  private BatchOptions() {}

  public static final ConfigOption<Integer> TOKEN_BUDGET =
      SECTION.add(
          NEITHER,
          key("rerank.batch.token-budget")
              .intType()
              .defaultValue(512)
              .withDescription(
                  "Rows × padded length of a micro-batch, tokens at most. What fits a core's cache is"
                      + " fastest on a CPU; raise it on a GPU. `riverrank bench` finds the best."));

  public static final ConfigOption<Integer> MAX_ROWS =
      SECTION.add(
          NEITHER,
          key("rerank.batch.max-rows")
              .intType()
              .defaultValue(64)
              .withDescription(
                  "Pairs of a micro-batch at most. Raise it on a GPU with short texts."));

  public static final ConfigOption<Duration> LINGER =
      SECTION.add(
          NEITHER,
          key("rerank.batch.linger")
              .durationType()
              .defaultValue(Duration.ZERO)
              .withDescription(
                  "How long a free session waits for a micro-batch to fill. 0 is best on CPUs; a few"
                      + " milliseconds fill a GPU under light load."));

  public static final ConfigOption<MemorySize> SCORE_CACHE_SIZE =
      SECTION.add(
          NEITHER,
          key("rerank.score-cache.size")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(32))
              .withDescription(
                  "Heap of a task manager for scores of pairs seen before, about 6,000 a megabyte; equal"
                      + " pairs that are in flight are scored once, too. 0: neither. Raise it where"
                      + " queries repeat, as in search logs."));
}
