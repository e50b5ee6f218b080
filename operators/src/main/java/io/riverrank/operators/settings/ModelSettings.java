package io.riverrank.operators.settings;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * Which model, and what the user says over the model's own files.
 *
 * @param uri a local path, a URI of one of Flink's file systems, or {@link #BUNDLED}
 * @param file the ONNX file, relative to the directory; null picks {@code onnx/model.onnx}, else
 *     the only one there
 * @param maxLength tokens a pair at most; null for the model's own limit
 * @param activation {@code sigmoid}, {@code identity} or a torch class name; null for the model's
 *     own
 * @param fingerprint what the model's fingerprint must be; null for any
 * @param allowBatchDependent take a dynamically quantised file, whose scores move with their batch
 * @param cacheDir where fetched and bundled models stay for the next process; null for the JVM's
 *     temporary folder, where they go with this one
 * @param cacheBytes of all models in {@code cacheDir}
 * @param longDocument what becomes of a pair with more tokens than {@code maxLength}
 */
public record ModelSettings(
    String uri,
    @Nullable String file,
    @Nullable Integer maxLength,
    @Nullable String activation,
    @Nullable String fingerprint,
    boolean allowBatchDependent,
    @Nullable String cacheDir,
    long cacheBytes,
    LongDocument longDocument)
    implements Serializable {

  /** The demonstration model inside the jar. */
  public static final String BUNDLED = "bundled";

  public static final long DEFAULT_CACHE_BYTES = 8L << 30;

  /** Long pairs are truncated, and the cache has its usual size. */
  public ModelSettings(
      String uri,
      @Nullable String file,
      @Nullable Integer maxLength,
      @Nullable String activation,
      @Nullable String fingerprint,
      boolean allowBatchDependent,
      @Nullable String cacheDir) {
    this(
        uri,
        file,
        maxLength,
        activation,
        fingerprint,
        allowBatchDependent,
        cacheDir,
        DEFAULT_CACHE_BYTES,
        LongDocument.TRUNCATE);
  }

  /** The model at {@code uri} with nothing said over its own files. */
  public static ModelSettings of(String uri) {
    return new ModelSettings(uri, null, null, null, null, false, null);
  }

  /** The same with another ONNX file. */
  public ModelSettings withFile(@Nullable String newFile) {
    return new ModelSettings(
        uri,
        newFile,
        maxLength,
        activation,
        fingerprint,
        allowBatchDependent,
        cacheDir,
        cacheBytes,
        longDocument);
  }

  /** The same with another way of reading long documents. */
  public ModelSettings withLongDocument(LongDocument newLongDocument) {
    return new ModelSettings(
        uri,
        file,
        maxLength,
        activation,
        fingerprint,
        allowBatchDependent,
        cacheDir,
        cacheBytes,
        newLongDocument);
  }
}
