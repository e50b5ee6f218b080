package io.riverrank.operators.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.OUTPUT;
import static org.apache.flink.configuration.ConfigOptions.key;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** How much there may be of everything. */
public final class LimitOptions {

  public static final OptionSection SECTION = new OptionSection("Limits", LimitOptions.class);

  private LimitOptions() {}

  public static final ConfigOption<Integer> PENDING_PAIRS =
      SECTION.add(
          NEITHER,
          key("rerank.limits.pending-pairs")
              .intType()
              .defaultValue(2048)
              .withDescription(
                  "Pairs of a subtask that wait for a score; past it there is backpressure. Raise it"
                      + " on a GPU whose batches are not full."));

  public static final ConfigOption<MemorySize> PENDING_BYTES =
      SECTION.add(
          NEITHER,
          key("rerank.limits.pending-bytes")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(64))
              .withDescription(
                  "Bytes of text of a subtask that wait for a score; past it there is backpressure."));

  public static final ConfigOption<Integer> OPEN_GROUPS =
      SECTION.add(
          OUTPUT,
          key("rerank.limits.open-groups")
              .intType()
              .defaultValue(100_000)
              .withDescription(
                  "Incomplete groups of a subtask; a member that would open one more is a dead letter."
                      + " Raise it with the state backend's memory."));

  public static final ConfigOption<Integer> CANDIDATES =
      SECTION.add(
          OUTPUT,
          key("rerank.limits.candidates")
              .intType()
              .defaultValue(10_000)
              .withDescription("Candidates of one query; more are a dead letter."));

  public static final ConfigOption<Integer> TEXT_CHARS =
      SECTION.add(
          OUTPUT,
          key("rerank.limits.text-chars")
              .intType()
              .defaultValue(100_000)
              .withDescription(
                  "Characters (UTF-16 units) of a query and of a candidate's text; a longer one is not"
                      + " scored."));

  public static final ConfigOption<Integer> ID_CHARS =
      SECTION.add(
          OUTPUT,
          key("rerank.limits.id-chars")
              .intType()
              .defaultValue(1_000)
              .withDescription("Characters (UTF-16 units) of a query_id and a doc_id."));

  public static final ConfigOption<MemorySize> MESSAGE_BYTES =
      SECTION.add(
          OUTPUT,
          key("rerank.limits.message-bytes")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(8))
              .withDescription("Bytes of a request's value; a larger one is a dead letter."));

  public static final ConfigOption<Integer> JSON_DEPTH =
      SECTION.add(
          OUTPUT,
          key("rerank.limits.json-depth")
              .intType()
              .defaultValue(100)
              .withDescription(
                  "Nested objects and arrays of a request; deeper ones are dead letters."));
}
