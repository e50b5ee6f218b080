package io.riverrank.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A task manager's process.
 *
 * @param log where it says which id it has in Flink's eyes
 */
record TaskManager(ProcessHandle process, Path log) {

  private static final Pattern ID = Pattern.compile("Starting TaskManager with ResourceID: (\\S+)");

  long pid() {
    return process.pid();
  }

  boolean isOneOf(Set<String> ids) throws IOException {
    if (!Files.exists(log)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(ID::matcher)
          .filter(Matcher::find)
          .anyMatch(matcher -> ids.contains(matcher.group(1)));
    }
  }
}
