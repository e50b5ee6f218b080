package io.riverrank.job.backfill.output;

import io.riverrank.job.backfill.input.InputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backfill was begun with, as it lies in its output folder.
 *
 * @param run in the names of all its files
 * @param startedMs epoch milliseconds
 * @param arguments those that decide what is written, by option
 * @param files the input, in its order
 */
public record Manifest(
    int version,
    String run,
    long startedMs,
    SortedMap<String, String> arguments,
    List<InputFile> files) {

  static final int VERSION = 1;

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
