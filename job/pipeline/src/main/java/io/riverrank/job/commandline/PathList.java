package io.riverrank.job.commandline;

import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** Paths as the value of an option. */
public final class PathList {

  private PathList() {}

  /** As Flink reads lists, whatever characters are in the paths. */
  @Nullable
  public static String quoted(@Nullable List<String> paths) {
    return paths == null
        ? null
        : paths.stream()
            .map(path -> "'" + path.replace("'", "''") + "'")
            .collect(Collectors.joining(";"));
  }
}
