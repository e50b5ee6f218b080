package io.riverrank.job.backfill.output;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.kafka.settings.TopicRange;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * One attempt at a backfill: holds its folder, and knows where to go on.
 *
 * @param checkpoint to go on from; null for a begin
 * @param resumed whether an earlier attempt was here
 * @param finished whether the earlier attempt's job has done it all, and only its report is missing
 * @param changes whether the user takes what has changed since an earlier attempt
 */
public record BackfillRun(
    OutputFolder folder,
    Manifest manifest,
    @Nullable String checkpoint,
    boolean resumed,
    boolean finished,
    boolean changes,
    AutoCloseable lock)
    implements AutoCloseable {

  /** What the user says to a folder that is in use. */
  public enum Reuse {
    /** Go on with an unfinished backfill with the same arguments; refuse anything else. */
    SAME,
    /**
     * The same, and a lock that was left behind is nobody's; another model and other options of its
     * work are taken from here on.
     */
    RESUME,
    /** Delete what a backfill made, and begin anew. */
    OVERWRITE
  }

  /**
   * Takes hold of an output folder.
   *
   * @param arguments those that decide what is written; null for one that is not set
   * @param model fingerprint of the model's files; null if it can't be known here
   * @param topic asked for the range to read, once; gives null for files
   * @throws SettingsException if the folder is another's
   */
  public static BackfillRun open(
      OutputFolder folder,
      SortedMap<String, String> arguments,
      @Nullable String model,
      List<InputFile> files,
      Supplier<TopicRange> topic,
      Reuse reuse)
      throws IOException {
    Manifest wanted = manifest(arguments, model, files, null);
    FolderLock lock = lock(folder, reuse != Reuse.SAME);
    try {
      Manifest present = folder.manifest().orElse(null);
      if (present != null && reuse == Reuse.OVERWRITE) {
        folder.clear(present);
        present = null;
      }
      if (present == null) {
        Manifest begun = manifest(arguments, model, files, topic.get());
        folder.claim(begun);
        return new BackfillRun(folder, begun, null, false, false, false, lock);
      }
      requireUnfinished(folder);
      requireSame(folder, present, wanted, reuse);
      return resume(folder, present, wanted, reuse, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Manifest manifest(
      SortedMap<String, String> arguments,
      @Nullable String model,
      List<InputFile> files,
      @Nullable TopicRange topic) {
    return new Manifest(
        Manifest.VERSION,
        UUID.randomUUID().toString().substring(0, 8),
        System.currentTimeMillis(),
        arguments,
        model,
        files,
        topic);
  }

  private static FolderLock lock(OutputFolder folder, boolean takeOver) {
    try {
      return FolderLock.take(folder, takeOver);
    } catch (IOException e) {
      throw new SettingsException(
          "%s can't be written (%s); take another output folder"
              .formatted(folder.root(), FileProblem.of(e)));
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
    List<Manifest.Difference> differences = present.differences(wanted);
    boolean acceptable = differences.stream().allMatch(Manifest.Difference::acceptable);
    if (!differences.isEmpty() && !(acceptable && reuse == Reuse.RESUME)) {
      throw new SettingsException(
          "%s has an unfinished backfill with other arguments (%s); give it the same ones to go on, %ssay --overwrite to begin anew"
              .formatted(
                  folder.root(),
                  differences.stream()
                      .map(Manifest.Difference::words)
                      .collect(Collectors.joining("; ")),
                  acceptable ? "say --resume to go on with these, or " : "or "));
    }
  }

  private static BackfillRun resume(
      OutputFolder folder, Manifest present, Manifest wanted, Reuse reuse, FolderLock lock)
      throws IOException {
    String checkpoint = folder.newestCheckpoint();
    boolean finished = checkpoint == null && folder.counts().read().isPresent();
    if (checkpoint == null && !finished) {
      folder.clearParts(present);
    }
    Manifest now = present.continuedAs(wanted);
    if (!now.equals(present)) {
      // The next attempt has to be as this one.
      folder.write(now);
    }
    return new BackfillRun(folder, now, checkpoint, true, finished, reuse == Reuse.RESUME, lock);
  }

  @Override
  public void close() throws Exception {
    lock.close();
  }
}
