package io.riverrank.job.backfill.output;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.kafka.settings.TopicRange;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/**
 * One attempt at a backfill: holds its folder, and knows where to go on.
 *
 * @param checkpoint to go on from; null for a begin
 * @param resumed whether an earlier attempt was here
 * @param finished whether the earlier attempt's job has done it all, and only its report is missing
 */
public record BackfillRun(
    OutputFolder folder,
    Manifest manifest,
    @Nullable String checkpoint,
    boolean resumed,
    boolean finished,
    AutoCloseable lock)
    implements AutoCloseable {

  /** What the user says to a folder that is in use. */
  public enum Reuse {
    /** Go on with an unfinished backfill with the same arguments; refuse anything else. */
    SAME,
    /** The same, and a lock that was left behind is nobody's; other limits are taken. */
    RESUME,
    /** Delete what a backfill made, and begin anew. */
    OVERWRITE
  }

  /**
   * Takes hold of an output folder.
   *
   * @param arguments those that decide what is written
   * @param topic asked for the range to read, once; gives null for files
   * @throws SettingsException if the folder is another's
   */
  public static BackfillRun open(
      OutputFolder folder,
      SortedMap<String, String> arguments,
      List<InputFile> files,
      Supplier<TopicRange> topic,
      Reuse reuse)
      throws IOException {
    Manifest wanted = manifest(arguments, files, null);
    FolderLock lock = lock(folder, reuse != Reuse.SAME);
    try {
      Manifest present = folder.manifest().orElse(null);
      if (present != null && reuse == Reuse.OVERWRITE) {
        folder.clear(present);
        present = null;
      }
      if (present == null) {
        Manifest begun = manifest(arguments, files, topic.get());
        folder.claim(begun);
        return new BackfillRun(folder, begun, null, false, false, lock);
      }
      requireUnfinished(folder);
      requireSame(folder, present, wanted, reuse);
      return resume(folder, present, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Manifest manifest(
      SortedMap<String, String> arguments, List<InputFile> files, @Nullable TopicRange topic) {
    return new Manifest(
        Manifest.VERSION,
        UUID.randomUUID().toString().substring(0, 8),
        System.currentTimeMillis(),
        arguments,
        files,
        topic);
  }

  private static FolderLock lock(OutputFolder folder, boolean takeOver) {
    try {
      return FolderLock.take(folder, takeOver);
    } catch (IOException e) {
      throw new SettingsException(
          "%s can't be written (%s: %s); take another output folder"
              .formatted(folder.root(), e.getClass().getSimpleName(), e.getMessage()));
    }
  }

  private static void requireUnfinished(OutputFolder folder) throws IOException {
    if (folder.isFinished()) {
      throw new SettingsException(
          "%s has a finished backfill; take another folder, or say --overwrite to replace it"
              .formatted(folder.root()));
    }
  }

  private static void requireSame(
      OutputFolder folder, Manifest present, Manifest wanted, Reuse reuse) {
    List<String> differences = present.differences(wanted);
    boolean mayDiffer =
        reuse == Reuse.RESUME
            && differences.stream()
                .allMatch(d -> d.startsWith("rerank.") && !d.startsWith("rerank.max-parallelism"));
    if (!differences.isEmpty() && !mayDiffer) {
      throw new SettingsException(
          "%s has an unfinished backfill with other arguments (%s); give it the same ones to go on, or say --overwrite to begin anew"
              .formatted(folder.root(), String.join("; ", differences)));
    }
  }

  private static BackfillRun resume(OutputFolder folder, Manifest present, FolderLock lock)
      throws IOException {
    String checkpoint = folder.newestCheckpoint();
    boolean finished = checkpoint == null && folder.counts().read().isPresent();
    if (checkpoint == null && !finished) {
      folder.clearParts(present);
    }
    return new BackfillRun(folder, present, checkpoint, true, finished, lock);
  }

  @Override
  public void close() throws Exception {
    lock.close();
  }
}
