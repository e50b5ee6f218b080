package io.riverrank.operators.model;

import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.files.OwnedFolder;
import io.riverrank.operators.model.cache.FolderCache;
import io.riverrank.operators.resources.LauncherFolder;
import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model directory on this machine's disk, opened. One that was fetched or extracted goes when it
 * is closed, unless it is in the user's cache; a user's own directory is left alone.
 */
public final class LocalModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalModel.class);

  private final ModelDirectory directory;
  private final Runnable close;

  private LocalModel(ModelDirectory directory, Runnable close) {
    this.directory = directory;
    this.close = close;
  }

  /**
   * Makes the model's files local and checks them.
   *
   * @throws ModelException if the place has no model, or the model can't be used
   * @throws IOException if the place can't be read now; trying again may help
   */
  public static LocalModel obtain(ModelSettings settings) throws IOException {
    String uri = settings.uri();
    if (uri.equals(ModelSettings.BUNDLED)) {
      Path kept = settings.cacheDir() == null ? keptCopy() : null;
      return kept == null ? bring(new BundledModel(), settings) : open(kept, settings, () -> {});
    }
    if (!uri.contains(":/")) {
      return open(path(uri), settings, () -> {});
    }
    org.apache.flink.core.fs.Path location = location(uri);
    if ("file".equals(location.toUri().getScheme())) {
      return open(Path.of(location.getPath()), settings, () -> {});
    }
    return bring(new RemoteModel(location, settings.file()), settings);
  }

  /** Where the launcher has a folder that outlives its runs; null where that can't be used. */
  @Nullable
  private static Path keptCopy() {
    Path folder = LauncherFolder.path();
    if (folder == null) {
      return null;
    }
    try {
      return new BundledModel().keepIn(folder);
    } catch (IOException e) {
      LOG.debug("{} can't keep the bundled model", folder, e);
      return null;
    }
  }

  private static Path path(String uri) {
    try {
      return Path.of(uri);
    } catch (InvalidPathException e) {
      throw new ModelException("%s is not a path: %s".formatted(uri, e.getReason()), e);
    }
  }

  private static org.apache.flink.core.fs.Path location(String uri) {
    try {
      var location = new org.apache.flink.core.fs.Path(uri);
      if (location.getName().isEmpty()) {
        throw new ModelException("%s names no folder; give the model's own".formatted(uri));
      }
      return location;
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          "%s is neither a path nor a URI: %s".formatted(uri, e.getMessage()), e);
    }
  }

  private static LocalModel bring(ModelSource source, ModelSettings settings) throws IOException {
    return settings.cacheDir() == null
        ? copy(source, settings)
        : new ModelCache(cache(settings), source, settings).open();
  }

  private static FolderCache cache(ModelSettings settings) {
    try {
      return new FolderCache(Path.of(settings.cacheDir()), settings.cacheBytes());
    } catch (IOException e) {
      throw new ModelException(
          "rerank.model.cache-dir %s can't be written: %s"
              .formatted(settings.cacheDir(), FileProblem.of(e)),
          e);
    }
  }

  private static LocalModel copy(ModelSource source, ModelSettings settings) throws IOException {
    OwnedFolder folder =
        OwnedFolder.make(Path.of(System.getProperty("java.io.tmpdir")), FolderCache.TEMPORARY);
    try {
      Path directory = Files.createDirectory(folder.path().resolve(source.name()));
      source.copyTo(directory);
      folder.deleteContentsOnExit();
      return open(directory, settings, folder::close);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Closing the model runs {@code close}; failing to open it doesn't. */
  static LocalModel open(Path directory, ModelSettings settings, Runnable close) {
    return new LocalModel(ModelDirectory.open(directory, settings), close);
  }

  /** What is in it. */
  public ModelDirectory directory() {
    return directory;
  }

  @Override
  public void close() {
    close.run();
  }
}
