package io.riverrank.job.backfill.output;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.options.SettingsException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that a backfill writes into:
 *
 * <pre>
 * results-RUN-*          results, each file there only when it is whole
 * _dead-letters/         what could not be scored, named likewise
 * _report.json           counts, once everything is there
 * _SUCCESS               empty; the last thing that is written
 * _riverrank/            manifest, lock, checkpoints and counts of a run that goes on
 * </pre>
 */
public final class OutputFolder {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String RESULTS = "results-";
  private static final String DEAD_LETTERS = "dead-letters-";
  private static final Logger LOG = LoggerFactory.getLogger(OutputFolder.class);
  private static final int CLEANING_TRIES = 100;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final String SUCCESS = "_SUCCESS";
  private static final String REPORT = "_report.json";

  private final Path root;
  private final FileSystem fileSystem;

  /**
   * @param root with a scheme
   */
  public OutputFolder(Path root) throws IOException {
    this.root = root;
    this.fileSystem = root.getFileSystem();
  }

  public Path root() {
    return root;
  }

  Path work() {
    return new Path(root, "_riverrank");
  }

  public Path checkpoints() {
    return new Path(work(), "checkpoints");
  }

  /** Where the job leaves its counts. */
  public CountsFile counts() {
    return new CountsFile(new Path(work(), "counts.json"));
  }

  public Path deadLetters() {
    return new Path(root, "_dead-letters");
  }

  /** Begin of the names of a run's results. */
  public static String resultsPrefix(Manifest manifest) {
    return RESULTS + manifest.run();
  }

  /** Begin of the names of a run's dead letters. */
  public static String deadLettersPrefix(Manifest manifest) {
    return DEAD_LETTERS + manifest.run();
  }

  public boolean isFinished() throws IOException {
    return fileSystem.exists(new Path(root, SUCCESS));
  }

  /** The manifest of the backfill that is here, whether it is finished or not. */
  Optional<Manifest> manifest() throws IOException {
    try (InputStream in = fileSystem.open(manifestPath())) {
      Manifest manifest = MAPPER.readValue(in, Manifest.class);
      if (manifest.version() > Manifest.VERSION) {
        throw new SettingsException(
            "%s is of a later release; go on with that one, or take another output folder"
                .formatted(manifestPath()));
      }
      return Optional.of(manifest.upgraded());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new SettingsException(
          "%s is no manifest of this release (%s); take another output folder, or empty this one"
              .formatted(manifestPath(), e.getOriginalMessage()));
    }
  }

  /**
   * Makes the folder this backfill's.
   *
   * @throws SettingsException if others' files are in it or it can't be written
   */
  void claim(Manifest manifest) throws IOException {
    for (FileStatus child : children(root)) {
      if (!child.getPath().getName().equals(work().getName())) {
        throw new SettingsException(
            "%s has files that no backfill made, such as %s; take a new or empty folder"
                .formatted(root, child.getPath().getName()));
      }
    }
    write(manifest);
  }

  /** Writes the manifest of the backfill that has this folder. */
  void write(Manifest manifest) throws IOException {
    WholeFile.write(
        manifestPath(), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
  }

  /** Deletes what a backfill made here, and nothing else. */
  void clear(Manifest manifest) throws IOException {
    fileSystem.delete(new Path(root, SUCCESS), false);
    fileSystem.delete(new Path(root, REPORT), false);
    clearParts(manifest);
    fileSystem.delete(checkpoints(), true);
    fileSystem.delete(counts().path(), false);
    fileSystem.delete(manifestPath(), false);
  }

  /** Deletes results and dead letters, for a begin from scratch. */
  void clearParts(Manifest manifest) throws IOException {
    deleteIf(root, resultsPrefix(manifest), "");
    deleteIf(deadLetters(), deadLettersPrefix(manifest), "");
    if (children(deadLetters()).length == 0) {
      fileSystem.delete(deadLetters(), false);
    }
  }

  /**
   * Ends a backfill: nothing of its work is left, and the report is there.
   *
   * @param success whether the output is worth something; otherwise the next attempt begins anew
   */
  public void finish(Manifest manifest, byte[] report, boolean success) throws IOException {
    // Written by a run that was killed, after its last checkpoint.
    deleteIf(root, resultsPrefix(manifest), ".inprogress.");
    deleteIf(deadLetters(), deadLettersPrefix(manifest), ".inprogress.");
    WholeFile.write(new Path(root, REPORT), report);
    if (success) {
      WholeFile.write(new Path(root, SUCCESS), new byte[0]);
    }
    fileSystem.delete(counts().path(), false);
    deleteCheckpoints();
  }

  /** Flink deletes in there, too, at the end of the job: one may stumble over the other. */
  private void deleteCheckpoints() throws IOException {
    for (int tries = CLEANING_TRIES; fileSystem.exists(checkpoints()) && tries > 0; tries--) {
      try {
        fileSystem.delete(checkpoints(), true);
      } catch (IOException e) {
        LOG.debug("{} is not empty yet", checkpoints(), e);
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  private void deleteIf(Path folder, String prefix, String part) throws IOException {
    for (FileStatus child : children(folder)) {
      String name = child.getPath().getName();
      if ((name.startsWith(prefix) || name.startsWith("." + prefix)) && name.contains(part)) {
        fileSystem.delete(child.getPath(), false);
      }
    }
  }

  /** The newest checkpoint that is whole; null if there is none. */
  @Nullable
  String newestCheckpoint() throws IOException {
    return Arrays.stream(children(checkpoints()))
        .filter(FileStatus::isDir)
        .flatMap(job -> checkpointsOf(job.getPath()))
        .max((a, b) -> Long.compare(number(a), number(b)))
        .map(Path::toString)
        .orElse(null);
  }

  private Stream<Path> checkpointsOf(Path job) {
    try {
      List<Path> whole = new ArrayList<>();
      for (FileStatus child : children(job)) {
        Path path = child.getPath();
        if (path.getName().matches("chk-\\d+") && fileSystem.exists(new Path(path, "_metadata"))) {
          whole.add(path);
        }
      }
      return whole.stream();
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints in %s can't be read".formatted(job), e);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getName().substring("chk-".length()));
  }

  private Path manifestPath() {
    return new Path(work(), "manifest.json");
  }

  private FileStatus[] children(Path folder) throws IOException {
    try {
      FileStatus[] children = fileSystem.listStatus(folder);
      return children == null ? new FileStatus[0] : children;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
