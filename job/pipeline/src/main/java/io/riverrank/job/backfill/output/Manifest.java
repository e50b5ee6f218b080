package io.riverrank.job.backfill.output;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.kafka.settings.TopicRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What a backfill was begun with, as it lies in its output folder.
 *
 * @param run in the names of all its files
 * @param startedMs epoch milliseconds
 * @param arguments those that decide what is written, by option
 * @param files the input, in its order
 * @param topic the input, where it is one; null for files
 */
public record Manifest(
    int version,
    String run,
    long startedMs,
    SortedMap<String, String> arguments,
    List<InputFile> files,
    @Nullable TopicRange topic) {

  static final int VERSION = 1;

  /** Bytes of the files, or offsets of the topic. */
  public long size() {
    return topic == null ? files.stream().mapToLong(InputFile::bytes).sum() : topic.size();
  }

  /** Names of the arguments that are not the same in the other one. */
  List<String> differences(Manifest other) {
    SortedMap<String, String> all = new TreeMap<>(arguments);
    all.putAll(other.arguments);
    List<String> different =
        new ArrayList<>(
            all.keySet().stream()
                .filter(key -> !Objects.equals(arguments.get(key), other.arguments.get(key)))
                .map(
                    key ->
                        "%s was %s and is %s"
                            .formatted(key, arguments.get(key), other.arguments.get(key)))
                .toList());
    if (!files.equals(other.files)) {
      different.add("the input files are others, or have changed");
    }
    return different;
  }
}
