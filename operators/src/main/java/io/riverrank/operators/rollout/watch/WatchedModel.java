package io.riverrank.operators.rollout.watch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * What a watched place says is the current version: the model that a pointer file names, or the
 * newest complete subfolder of a folder. A version is complete once {@value #MARKER} is in it,
 * which whoever uploads it writes last; that file may hold the model's fingerprint.
 */
final class WatchedModel {
  static final String MARKER = "_SUCCESS";

  private final ModelWatchSettings settings;

  WatchedModel(ModelWatchSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks once; takes as long as the file system does.
   *
   * @throws IOException if there is none now; its message says why, and what to do
   */
  ModelVersion current() throws IOException {
    ModelVersion found = find();
    if (settings.then() == WatchThen.PROMOTE && found.fingerprint() == null) {
      throw new NoVersionException(
          "the version %s comes without a fingerprint, and only one with it is promoted; write it %s"
              .formatted(
                  found.uri(),
                  found.pointedAtMs() == null ? "into its " + MARKER : "behind it in the pointer"));
    }
    return found;
  }

  private ModelVersion find() throws IOException {
    try {
      WatchedFiles files = new WatchedFiles(settings.uri());
      FileStatus status = files.status(files.root());
      return status.isDir() ? newest(files) : Pointer.read(files, status);
    } catch (FileNotFoundException e) {
      throw new NoVersionException(
          "there is nothing at %s; put a pointer file or a folder with versions there"
              .formatted(settings.uri()));
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new NoVersionException(
          "Flink has no file system for %s; put its plugin into the job manager's plugins/"
              .formatted(settings.uri()));
    }
  }

  private static ModelVersion newest(WatchedFiles files) throws IOException {
    List<String> newestFirst =
        files.names().stream()
            .filter(name -> !name.startsWith("_") && !name.startsWith("."))
            .sorted(NaturalOrder.INSTANCE.reversed())
            .toList();
    for (String name : newestFirst) {
      String folder = files.root() + "/" + name;
      String marker = marker(files, folder);
      if (marker != null) {
        return new ModelVersion(
            folder, Pointer.isFingerprint(marker.strip()) ? marker.strip() : null, null);
      }
    }
    throw new NoVersionException(
        "no folder in %s has a %s; write one into a version when all of its files are there"
            .formatted(files.root(), MARKER));
  }

  /** The marker's text, empty if it has another's; null if there is no marker. */
  @Nullable
  private static String marker(WatchedFiles files, String folder) throws IOException {
    String marker = folder + "/" + MARKER;
    try {
      files.status(marker);
    } catch (FileNotFoundException e) {
      return null;
    }
    String text = files.text(marker, Pointer.LIMIT_BYTES);
    return text == null ? "" : text;
  }
}
