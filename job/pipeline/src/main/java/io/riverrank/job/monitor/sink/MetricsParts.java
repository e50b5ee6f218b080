package io.riverrank.job.monitor.sink;

import io.riverrank.job.backfill.input.InputFiles;
import io.riverrank.job.backfill.output.WholeFile;
import io.riverrank.job.backfill.sink.DeadLetterLines;
import io.riverrank.job.backfill.sink.ResultFiles;
import io.riverrank.job.monitor.settings.MonitorOutput;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The files of a bounded monitor. The job writes parts into a hidden folder beside the output; when
 * it has ended, the output is made of them and takes its name in one step, so that nobody sees half
 * of one. Metrics are sorted, so that their order says nothing about subtasks.
 */
public final class MetricsParts implements AutoCloseable {

  private static final String METRICS = "metrics";
  private static final String DEAD_LETTERS = "dead-letters";
  private static final String ALERTS = "alerts";
  private static final String SUFFIX = ".jsonl";

  private final Path metrics;
  private final Path deadLetters;
  private final Path alerts;
  private final Path folder;

  private MetricsParts(Path metrics, Path deadLetters, Path alerts, Path folder) {
    this.metrics = metrics;
    this.deadLetters = deadLetters;
    this.alerts = alerts;
    this.folder = folder;
  }

  public static MetricsParts of(MonitorOutput output) throws IOException {
    Path metrics = InputFiles.absolute(output.metrics());
    Path deadLetters = InputFiles.absolute(output.deadLetters());
    Path folder = new Path(metrics.getParent(), "." + metrics.getName() + "." + UUID.randomUUID());
    metrics.getFileSystem().mkdirs(folder);
    return new MetricsParts(metrics, deadLetters, InputFiles.absolute(output.alerts()), folder);
  }

  public FileSink<EncodedMessage> metrics() {
    return ResultFiles.rows(folder, METRICS, SUFFIX, new MessageLines());
  }

  public FileSink<DeadLetter> deadLetters() {
    return ResultFiles.rows(
        folder, DEAD_LETTERS, SUFFIX, new DeadLetterLines(MetricsParts::isFile));
  }

  public FileSink<EncodedMessage> alerts() {
    return ResultFiles.rows(folder, ALERTS, SUFFIX, new MessageLines());
  }

  private static boolean isFile(SourceRecord source) {
    return source.timestampMs() == SourceRecord.NO_TIMESTAMP;
  }

  /** Makes the files of the parts, once the job has ended; metrics last. */
  public void finish() throws IOException {
    finish(parts(DEAD_LETTERS), deadLetters);
    finish(parts(ALERTS), alerts);
    List<Path> parts = parts(METRICS);
    WholeFile.write(metrics, out -> SortedMetrics.of(parts).writeTo(out));
  }

  /** Where there is nothing to write there is no file, not even that of an earlier run. */
  private static void finish(List<Path> parts, Path file) throws IOException {
    if (parts.isEmpty()) {
      file.getFileSystem().delete(file, false);
    } else {
      WholeFile.write(file, out -> copy(parts, out));
    }
  }

  private static void copy(List<Path> parts, OutputStream out) throws IOException {
    for (Path part : parts) {
      try (var in = part.getFileSystem().open(part)) {
        in.transferTo(out);
      }
    }
  }

  private List<Path> parts(String prefix) throws IOException {
    List<Path> parts = new ArrayList<>();
    for (FileStatus status : fileSystem().listStatus(folder)) {
      if (status.getPath().getName().startsWith(prefix)) {
        parts.add(status.getPath());
      }
    }
    parts.sort(Comparator.comparing(Path::getName));
    return parts;
  }

  private FileSystem fileSystem() throws IOException {
    return folder.getFileSystem();
  }

  /** Leaves nothing but the output. */
  @Override
  public void close() throws IOException {
    fileSystem().delete(folder, true);
  }
}
