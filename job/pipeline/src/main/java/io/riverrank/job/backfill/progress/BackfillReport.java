package io.riverrank.job.backfill.progress;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.output.Manifest;
import io.riverrank.job.kafka.settings.TopicRange;
import io.riverrank.schemas.ModelInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** {@code _report.json}; docs/backfill.md describes the fields. */
@JsonPropertyOrder({
  "run",
  "started",
  "ended",
  "resumed",
  "seconds",
  "pairs_per_second",
  "records",
  "results",
  "results_incomplete",
  "candidates",
  "candidates_superseded",
  "candidates_failed",
  "candidates_truncated",
  "dead_letters",
  "dead_letters_by_code",
  "models",
  "settings",
  "files",
  "topic"
})
record BackfillReport(
    @JsonProperty("run") String run,
    @JsonProperty("started") String started,
    @JsonProperty("ended") String ended,
    @JsonProperty("resumed") boolean resumed,
    @JsonProperty("seconds") double seconds,
    @JsonProperty("pairs_per_second") double pairsPerSecond,
    @JsonProperty("records") long records,
    @JsonProperty("results") long results,
    @JsonProperty("results_incomplete") long incomplete,
    @JsonProperty("candidates") long candidates,
    @JsonProperty("candidates_superseded") long superseded,
    @JsonProperty("candidates_failed") long failed,
    @JsonProperty("candidates_truncated") long truncated,
    @JsonProperty("dead_letters") long deadLetters,
    @JsonProperty("dead_letters_by_code") Map<String, Long> deadLettersByCode,
    @JsonProperty("models") List<ModelInfo> models,
    @JsonProperty("settings") Map<String, String> settings,
    @JsonProperty("files") List<Input> files,
    @JsonProperty("topic") @Nullable TopicRange topic) {

  record Input(
      @JsonProperty("path") String path,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("format") String format) {
    static Input of(InputFile file) {
      return new Input(file.path(), file.bytes(), file.format().toString());
    }
  }

  /**
   * @param elapsed of this attempt
   * @param scored pairs of this attempt
   */
  static BackfillReport of(
      Manifest manifest, boolean resumed, Totals totals, Duration elapsed, long scored) {
    double seconds = elapsed.toMillis() / 1e3;
    return new BackfillReport(
        manifest.run(),
        Instant.ofEpochMilli(manifest.startedMs()).toString(),
        Instant.ofEpochMilli(System.currentTimeMillis()).toString(),
        resumed,
        seconds,
        Math.round(scored / Math.max(seconds, 1e-3) * 10) / 10.0,
        totals.records(),
        totals.results(),
        totals.incomplete(),
        totals.candidates(),
        totals.superseded(),
        totals.failed(),
        totals.truncated(),
        totals.deadLetterCount(),
        totals.deadLetters(),
        totals.models(),
        settings(manifest),
        manifest.files().stream().map(Input::of).toList(),
        manifest.topic());
  }

  private static SortedMap<String, String> settings(Manifest manifest) {
    SortedMap<String, String> settings = new TreeMap<>(manifest.arguments());
    settings.values().removeIf(Objects::isNull);
    return settings;
  }

  byte[] json() throws IOException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }
}
