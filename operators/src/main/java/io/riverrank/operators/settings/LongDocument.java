package io.riverrank.operators.settings;

import java.io.Serializable;

/**
 * What becomes of a pair with more tokens than the model takes.
 *
 * @param mode cut it, or score it in several runs
 * @param overlap tokens that a chunk shares with the one before it; {@link Mode#CHUNK} only
 * @param maxChunks of one document; what comes after them is cut; {@link Mode#CHUNK} only
 */
public record LongDocument(Mode mode, int overlap, int maxChunks) implements Serializable {

  /** As sentence-transformers does it. */
  public static final LongDocument TRUNCATE = new LongDocument(Mode.TRUNCATE, 0, 1);

  /** How a long document is read. */
  public enum Mode {
    /** The longer text is cut first. */
    TRUNCATE,
    /** The document is cut into chunks, each is scored with the query, and the best counts. */
    CHUNK
  }

  public boolean isChunked() {
    return mode == Mode.CHUNK;
  }
}
