package io.riverrank.operators.rollout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which queries are in a share: those whose hash is below it. The hash is the first 53 bits of the
 * SHA-256 of {@code riverrank-split:} and the query id in UTF-8, as a fraction of 2⁵³, so that
 * anyone can say who is in it. It has nothing to do with Flink's key groups, and a larger share has
 * all queries of a smaller one.
 */
public final class QueryShare {
  private static final byte[] SALT = "riverrank-split:".getBytes(StandardCharsets.US_ASCII);
  private static final int FRACTION_BITS = 53;

  private final MessageDigest digest;

  public QueryShare() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * @param share 0 for none to 1 for all
   */
  public boolean contains(String queryId, double share) {
    return share > 0 && fraction(queryId) < share;
  }

  /** From 0, below 1. */
  double fraction(String queryId) {
    digest.update(SALT);
    byte[] hash = digest.digest(queryId.getBytes(StandardCharsets.UTF_8));
    long bits = ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - FRACTION_BITS);
    return bits * 0x1p-53;
  }
}
