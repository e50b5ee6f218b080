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
 * @param label which of several outputs ranks
 * @param prompt name or text of the prompt, empty for none; null for the model's default
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
    LongDocument longDocument,
    LabelSettings label,
    @Nullable String prompt)
    implements Serializable {

  /** The demonstration model inside the jar. */
  public static final String BUNDLED = "bundled";

  /** What {@code cacheBytes} is where nothing is said. */
  public static final long DEFAULT_CACHE_BYTES = 8L << 30;

  /**
   * Long pairs are truncated, the only label ranks, the prompt is the model's own, and the cache
   * has its usual size.
   */
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
        LongDocument.TRUNCATE,
        LabelSettings.ONLY,
        null);
  }

  /** The model at {@code uri} with nothing said over its own files. */
  public static ModelSettings of(String uri) {
    return new ModelSettings(uri, null, null, null, null, false, null);
  }

  /** Another model, read in the same way. */
  public ModelSettings withModel(
      String newUri, @Nullable String newFile, @Nullable String newFingerprint) {
    Draft draft = new Draft(this);
    draft.uri = newUri;
    draft.file = newFile;
    draft.fingerprint = newFingerprint;
    return draft.build();
  }

  /** The same with another ONNX file. */
  public ModelSettings withFile(@Nullable String newFile) {
    Draft draft = new Draft(this);
    draft.file = newFile;
    return draft.build();
  }

  /** The same, fetched to another place. */
  public ModelSettings withCacheDir(@Nullable String newCacheDir) {
    Draft draft = new Draft(this);
    draft.cacheDir = newCacheDir;
    return draft.build();
  }

  /** The same with another way of reading long documents. */
  public ModelSettings withLongDocument(LongDocument newLongDocument) {
    Draft draft = new Draft(this);
    draft.longDocument = newLongDocument;
    return draft.build();
  }

  /** The same with another choice among several labels. */
  public ModelSettings withLabel(LabelSettings newLabel) {
    Draft draft = new Draft(this);
    draft.label = newLabel;
    return draft.build();
  }

  /** The same with another prompt. */
  public ModelSettings withPrompt(@Nullable String newPrompt) {
    Draft draft = new Draft(this);
    draft.prompt = newPrompt;
    return draft.build();
  }

  /** What is changed of one on the way to the next. */
  private static final class Draft {
    private String uri;
    @Nullable private String file;
    @Nullable private Integer maxLength;
    @Nullable private String activation;
    @Nullable private String fingerprint;
    private boolean allowBatchDependent;
    @Nullable private String cacheDir;
    private long cacheBytes;
    private LongDocument longDocument;
    private LabelSettings label;
    @Nullable private String prompt;

    private Draft(ModelSettings from) {
      uri = from.uri;
      file = from.file;
      maxLength = from.maxLength;
      activation = from.activation;
      fingerprint = from.fingerprint;
      allowBatchDependent = from.allowBatchDependent;
      cacheDir = from.cacheDir;
      cacheBytes = from.cacheBytes;
      longDocument = from.longDocument;
      label = from.label;
      prompt = from.prompt;
    }

    private ModelSettings build() {
      return new ModelSettings(
          uri,
          file,
          maxLength,
          activation,
          fingerprint,
          allowBatchDependent,
          cacheDir,
          cacheBytes,
          longDocument,
          label,
          prompt);
    }
  }
}
