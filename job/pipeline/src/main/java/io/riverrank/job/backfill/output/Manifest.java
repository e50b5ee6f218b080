package io.riverrank.job.backfill.output;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.kafka.settings.TopicRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What a backfill was begun with, as it lies in its output folder.
 *
 * @param run in the names of all its files
 * @param startedMs epoch milliseconds
 * @param arguments those that decide what is written, by option; null for one that is not set. An
 *     option that isn't here was not known to the release that wrote this, so nobody knows how it
 *     was
 * @param model fingerprint of the model's files, as results carry it; null where the client of the
 *     backfill couldn't read them
 * @param files the input, in its order
 * @param topic the input, where it is one; null for files
 */
public record Manifest(
    int version,
    String run,
    long startedMs,
    SortedMap<String, String> arguments,
    @Nullable String model,
    List<InputFile> files,
    @Nullable TopicRange topic) {

  static final int VERSION = 2;

  /** What version 1 had of each backfill, but for options that were not set. */
  private static final Set<String> OPTIONS_OF_VERSION_1 =
      Set.of(
          "backfill.columns",
          "backfill.format",
          "backfill.from",
          "backfill.input-topic",
          "backfill.output-format",
          "backfill.output-topic",
          "backfill.rows",
          "backfill.to",
          "rerank.event-time.max-ahead",
          "rerank.event-time.max-out-of-orderness",
          "rerank.group.timeout",
          "rerank.limits.candidates",
          "rerank.limits.id-chars",
          "rerank.limits.json-depth",
          "rerank.limits.message-bytes",
          "rerank.limits.open-groups",
          "rerank.limits.text-chars",
          "rerank.max-parallelism",
          "rerank.model.activation",
          "rerank.model.file",
          "rerank.model.max-length",
          "rerank.model.uri",
          "rerank.output.all-scores");

  /** State can't be restored with another one. */
  private static final String MAX_PARALLELISM = "rerank.max-parallelism";

  /**
   * Something that is not as it was.
   *
   * @param words what was, and what is
   * @param acceptable whether the backfill can go on with it
   */
  record Difference(String words, boolean acceptable) {}

  /** The same as this release would have written it. */
  Manifest upgraded() {
    if (version > 1) {
      return this;
    }
    SortedMap<String, String> whole = new TreeMap<>(arguments);
    OPTIONS_OF_VERSION_1.forEach(option -> whole.putIfAbsent(option, null));
    return new Manifest(version, run, startedMs, whole, model, files, topic);
  }

  /**
   * The same backfill, going on as the other manifest says. A model that wasn't known isn't
   * guessed: these may be other files than those of the results that are there.
   */
  Manifest continuedAs(Manifest other) {
    SortedMap<String, String> now = new TreeMap<>(arguments);
    now.putAll(other.arguments);
    boolean known = model != null && other.model != null;
    return new Manifest(VERSION, run, startedMs, now, known ? other.model : model, files, topic);
  }

  /** Bytes of the files, or offsets of the topic. */
  public long size() {
    return topic == null ? files.stream().mapToLong(InputFile::bytes).sum() : topic.size();
  }

  /** What is known of both and not the same. */
  List<Difference> differences(Manifest other) {
    List<Difference> different = new ArrayList<>();
    other.arguments.forEach(
        (option, now) -> {
          String was = arguments.get(option);
          if (arguments.containsKey(option) && !Objects.equals(was, now)) {
            different.add(
                new Difference(
                    "%s was %s and is %s".formatted(option, written(was), written(now)),
                    option.startsWith("rerank.") && !option.equals(MAX_PARALLELISM)));
          }
        });
    if (model != null && other.model != null && !model.equals(other.model)) {
      different.add(
          new Difference(
              "the model's files have changed: their fingerprint was %s and is %s"
                  .formatted(model, other.model),
              true));
    }
    if (!files.equals(other.files)) {
      different.add(new Difference("the input files are others, or have changed", false));
    }
    return different;
  }

  private static String written(@Nullable String value) {
    return value == null ? "not set" : value;
  }
}
