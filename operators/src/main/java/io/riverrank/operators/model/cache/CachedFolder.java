package io.riverrank.operators.model.cache;

import io.riverrank.operators.files.Claim;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An entry of a {@link FolderCache}, which stays there at least until this is closed. */
public final class CachedFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CachedFolder.class);

  private final FolderCache cache;
  private final Path path;
  private final Claim claim;
  private final boolean found;

  CachedFolder(FolderCache cache, Path path, Claim claim, boolean found) {
    this.cache = cache;
    this.path = path;
    this.claim = claim;
    this.found = found;
  }

  /** Where it is. Nothing in it may be changed. */
  public Path path() {
    return path;
  }

  /** Whether it was there before it was asked for. */
  public boolean wasFound() {
    return found;
  }

  /** Closes it and has the next who asks for it fetch it anew. */
  public void discard() throws IOException {
    cache.discard(path);
    close();
  }

  @Override
  public void close() {
    try {
      claim.close();
    } catch (IOException e) {
      LOG.debug("The claim {} stays until the next look", claim.name(), e);
    }
  }
}
