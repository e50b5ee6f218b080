package io.riverrank.operators.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.OUTPUT;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.settings.ExecutionSettings;
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
              .noDefaultValue()
              .withDescription(
                  "Rows × padded length of a micro-batch, tokens at most; a longer pair runs alone. Unset:"
                      + " 512, and 1,024 for `openvino`. What fits a core's cache is fastest on a CPU; raise"
                      + " it on a GPU. `riverrank bench` finds the best."));

  public static final ConfigOption<Integer> MAX_ROWS =
      SECTION.add(
          NEITHER,
          key("rerank.batch.max-rows")
              .intType()
              .defaultValue(64)
              .withDescription(
                  "Pairs of a micro-batch at most. Raise it on a GPU with short texts."));

  public static final ConfigOption<Integer> LENGTH_MULTIPLE =
      SECTION.add(
          OUTPUT,
          key("rerank.batch.length-multiple")
              .intType()
              .noDefaultValue()
              .withDescription(
                  "Rounds each pair's length up to a multiple of this, tokens, and runs only equal lengths"
                      + " together: a score that depends on the padding then depends on its pair alone."
                      + " Unset: for `openvino` 4 up to 64 tokens and 8 beyond, with models of 768 hidden or more 2"
                      + " up to 128, 4 up to 256 and 8 beyond; for all others the longest pair decides."));

  public static final ConfigOption<Boolean> FILL_ROWS =
      SECTION.add(
          OUTPUT,
          key("rerank.batch.fill-rows")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Fills each micro-batch up with rows that nobody reads, to as many as token-budget and"
                      + " max-rows allow at its length, so that each length has one shape. For a GPU whose"
                      + " kernels, and with them its rounding, change with the rows; with"
                      + " length-multiple."));

  public static final ConfigOption<Duration> LINGER =
      SECTION.add(
          NEITHER,
          key("rerank.batch.linger")
              .durationType()
              .defaultValue(Duration.ZERO)
              .withDescription(
                  "How long a free session waits for a micro-batch to fill. 0 is best on CPUs; a few"
                      + " milliseconds fill a GPU under light load."));

  public static final ConfigOption<MemorySize> PREFIX_CACHE_SIZE =
      SECTION.add(
          NEITHER,
          key("rerank.prefix-cache.size")
              .memoryType()
              .defaultValue(new MemorySize(ExecutionSettings.DEFAULT_PREFIX_BYTES))
              .withDescription(
                  "Memory of a task manager, off-heap, for what a causal model made of the tokens that"
                      + " pairs begin with: the template, and a query with several documents. Only on a"
                      + " CPU, for a graph that takes it. 0: every pair is read whole."));

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
