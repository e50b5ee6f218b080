package io.riverrank.operators.resources;

import java.nio.file.Path;
import javax.annotation.Nullable;

/** The launcher's folder for what its next run needs, too. */
public final class LauncherFolder {
  private static final String PROPERTY = "riverrank.cache-dir";

  private LauncherFolder() {}

  /** Null where no launcher gave one. */
  @Nullable
  public static Path path() {
    String folder = System.getProperty(PROPERTY);
    return folder == null ? null : Path.of(folder);
  }
}
