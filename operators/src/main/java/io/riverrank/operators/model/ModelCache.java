package io.riverrank.operators.model;

import io.riverrank.operators.model.cache.CacheSource;
import io.riverrank.operators.model.cache.CachedFolder;
import io.riverrank.operators.model.cache.FolderCache;
import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model in the cache: fetched if it is not there, checked each time. An entry is the model's
 * folder, and beside it the fingerprint that it had when it was fetched.
 */
final class ModelCache {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);
  private static final String FINGERPRINT = "fingerprint";

  private final FolderCache cache;
  private final ModelSource source;
  private final ModelSettings settings;

  ModelCache(FolderCache cache, ModelSource source, ModelSettings settings) {
    this.cache = cache;
    this.source = source;
    this.settings = settings;
  }

  LocalModel open() throws IOException {
    String key = key();
    CachedFolder entry = cache.get(key, filler());
    if (entry.wasFound()) {
      try {
        return open(entry);
      } catch (ModelException e) {
        LOG.warn("{} is not what was put there; the model is fetched again", entry.path(), e);
        entry.discard();
        entry = cache.get(key, filler());
      }
    }
    try {
      return open(entry);
    } catch (RuntimeException | IOException e) {
      entry.close();
      throw e;
    }
  }

  /** A pinned model is found without a look at where it came from, which may be out of reach. */
  private String key() throws IOException {
    String version =
        settings.fingerprint() != null
            ? "%s\n%s".formatted(settings.fingerprint(), settings.file())
            : source.version();
    return Sha256.of("%s\n%s".formatted(source.name(), version));
  }

  private LocalModel open(CachedFolder entry) throws IOException {
    Path folder = entry.path();
    LocalModel model = LocalModel.open(folder.resolve(source.name()), settings, entry::close);
    String expected = Files.readString(folder.resolve(FINGERPRINT));
    String found = model.directory().info().fingerprint();
    if (!found.equals(expected)) {
      throw new ModelException(
          "%s has fingerprint %s, and had %s when it was fetched; delete it"
              .formatted(folder, found, expected));
    }
    return model;
  }

  /** What can't be used does not get into the cache. */
  private CacheSource filler() {
    return new CacheSource() {
      @Override
      public long bytes() throws IOException {
        return source.bytes();
      }

      @Override
      public void copyTo(Path folder) throws IOException {
        Path directory = Files.createDirectory(folder.resolve(source.name()));
        source.copyTo(directory);
        String fingerprint = ModelDirectory.open(directory, settings).info().fingerprint();
        Files.writeString(folder.resolve(FINGERPRINT), fingerprint);
      }
    };
  }
}
