package io.riverrank.job.kafka.settings;

import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * The topics of a job; null for one that it has not: a backfill may have files instead.
 *
 * @param requests what the job is for reading: requests, or a monitor's results
 * @param results to write rankings, or a monitor's metrics, to
 * @param deadLetters to write what can't be used to
 * @param moreInputs to read besides
 * @param moreOutputs to write besides
 */
public record TopicNames(
    @Nullable String requests,
    @Nullable String results,
    @Nullable String deadLetters,
    List<String> moreInputs,
    List<String> moreOutputs) {

  public TopicNames {
    moreInputs = List.copyOf(moreInputs);
    moreOutputs = List.copyOf(moreOutputs);
  }

  /** Without more. */
  public TopicNames(
      @Nullable String requests, @Nullable String results, @Nullable String deadLetters) {
    this(requests, results, deadLetters, List.of(), List.of());
  }

  /** Those to read. */
  public List<String> inputs() {
    return Stream.concat(Stream.ofNullable(requests), moreInputs.stream()).toList();
  }

  /** Those to write. */
  public List<String> outputs() {
    return Stream.of(
            Stream.ofNullable(results), Stream.ofNullable(deadLetters), moreOutputs.stream())
        .flatMap(topics -> topics)
        .toList();
  }
}
