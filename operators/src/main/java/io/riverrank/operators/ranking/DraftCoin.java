package io.riverrank.operators.ranking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which team drafts first in each round of a query, the same at every run. Round r, from 0, has bit
 * r mod 256, the most significant first, of the SHA-256 of {@code riverrank-draft-}, r ÷ 256,
 * {@code :} and the query id in UTF-8: 1 for the challenger. That has nothing to do with who is in
 * a share.
 */
final class DraftCoin {
  private static final int ROUNDS = 256;

  private final String queryId;
  private byte[] bits;
  private int block = -1;

  DraftCoin(String queryId) {
    this.queryId = queryId;
  }

  /**
   * @param round from 0, in order
   */
  boolean challengerIsFirst(int round) {
    if (round / ROUNDS != block) {
      block = round / ROUNDS;
      bits = hash("riverrank-draft-" + block + ":" + queryId);
    }
    int bit = round % ROUNDS;
    return (bits[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
