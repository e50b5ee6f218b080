package io.riverrank.faults.footprint;

import io.riverrank.faults.cluster.ProcessMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JVM, seen by the JDK's {@code jcmd} and by {@code /proc}. */
public final class JavaProcess {

  /**
   * Flink's class loader of a job's jar, in the heap's histogram: number, instances, bytes, name.
   */
  private static final Pattern USER_CLASS_LOADER =
      Pattern.compile(
          "^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+org\\.apache\\.flink\\.\\S*ChildFirstClassLoader\\b",
          Pattern.MULTILINE);

  /** The last line of the class loaders' statistics: number of loaders, then of classes. */
  private static final Pattern CLASSES =
      Pattern.compile("^Total = \\d+\\s+(\\d+)\\s", Pattern.MULTILINE);

  /** The first frees what the second can then unload. */
  private static final int COLLECTIONS = 2;

  private final long pid;

  /** A JVM of this user. */
  public JavaProcess(long pid) {
    this.pid = pid;
  }

  /**
   * Collects garbage and looks what is left.
   *
   * @param temporaryFiles the folder for them
   * @param counted which of them, those that are open, too
   * @throws IOException if the process doesn't answer
   */
  public Footprint footprint(Path temporaryFiles, Predicate<Path> counted)
      throws IOException, InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      jcmd("GC.run");
    }
    return new Footprint(
        files(Path.of("/proc", Long.toString(pid), "task")),
        ProcessMemory.residentBytes(pid),
        number(CLASSES, jcmd("VM.classloader_stats")),
        number(USER_CLASS_LOADER, jcmd("GC.class_histogram")),
        openFiles(file -> !file.startsWith(temporaryFiles) || counted.test(file)),
        filesBelow(temporaryFiles, counted));
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd %d %s failed: %s".formatted(pid, command, printed));
    }
    return printed;
  }

  /** 0 if there is none, as of class loaders after the last job's was collected. */
  private static long number(Pattern pattern, String printed) {
    Matcher matcher = pattern.matcher(printed);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  /** Sockets and pipes among them, by the names that the kernel gives them. */
  private long openFiles(Predicate<Path> counted) throws IOException {
    long count = 0;
    try (DirectoryStream<Path> links =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path link : links) {
        try {
          count += counted.test(Files.readSymbolicLink(link)) ? 1 : 0;
        } catch (NoSuchFileException e) {
          // Closed meanwhile.
        }
      }
    }
    return count;
  }

  private static long filesBelow(Path folder, Predicate<Path> counted) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(counted).count();
    }
  }
}
