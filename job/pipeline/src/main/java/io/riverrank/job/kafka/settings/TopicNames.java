package io.riverrank.job.kafka.settings;

import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * The topics of a job; null for one that it has not: a backfill may have files instead.
 *
 * @param requests to read
 * @param results to write rankings to
 * @param deadLetters to write what can't be scored to
 */
public record TopicNames(
    @Nullable String requests, @Nullable String results, @Nullable String deadLetters) {

  /** Those to read. */
  public List<String> inputs() {
    return Stream.ofNullable(requests).toList();
  }

  /** Those to write. */
  public List<String> outputs() {
    return Stream.concat(Stream.ofNullable(results), Stream.ofNullable(deadLetters)).toList();
  }
}
