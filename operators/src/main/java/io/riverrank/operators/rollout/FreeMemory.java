package io.riverrank.operators.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Memory that a process may still take without being killed: what Linux calls available, or less if
 * a control group (a container) has a limit. A group's cached files don't count as taken.
 */
final class FreeMemory {
  private static final long KIB = 1024;

  private final Path root;

  FreeMemory() {
    this(Path.of("/"));
  }

  FreeMemory(Path root) {
    this.root = root;
  }

  /** Bytes; nothing where the system doesn't say. */
  OptionalLong bytes() {
    return Stream.of(available(), groupV2(), groupV1())
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  private OptionalLong available() {
    return field("proc/meminfo", "MemAvailable:", KIB);
  }

  private OptionalLong groupV2() {
    return left(
        number("sys/fs/cgroup/memory.max"),
        number("sys/fs/cgroup/memory.current"),
        field("sys/fs/cgroup/memory.stat", "inactive_file", 1));
  }

  private OptionalLong groupV1() {
    return left(
        number("sys/fs/cgroup/memory/memory.limit_in_bytes"),
        number("sys/fs/cgroup/memory/memory.usage_in_bytes"),
        field("sys/fs/cgroup/memory/memory.stat", "total_inactive_file", 1));
  }

  private static OptionalLong left(OptionalLong limit, OptionalLong used, OptionalLong cached) {
    return limit.isEmpty() || used.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + cached.orElse(0)));
  }

  private OptionalLong number(String file) {
    return lines(file).findFirst().map(FreeMemory::parse).orElse(OptionalLong.empty());
  }

  private OptionalLong field(String file, String name, long unit) {
    return lines(file)
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals(name))
        .findFirst()
        .map(words -> parse(words[1]))
        .filter(OptionalLong::isPresent)
        .map(value -> OptionalLong.of(value.getAsLong() * unit))
        .orElse(OptionalLong.empty());
  }

  private Stream<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file)).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** A group without a limit says {@code max}. */
  private static OptionalLong parse(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
