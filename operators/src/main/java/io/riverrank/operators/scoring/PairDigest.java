package io.riverrank.operators.scoring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes keys of texts by SHA-256. Not thread safe. */
final class PairDigest {
  private final MessageDigest digest;
  private final ByteBuffer queryLength = ByteBuffer.allocate(Integer.BYTES);

  PairDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The query's length goes in first, so that no text moves from one to the other unnoticed. */
  PairKey key(String query, String document) {
    byte[] queryBytes = query.getBytes(StandardCharsets.UTF_8);
    digest.update(queryLength.putInt(0, queryBytes.length).array());
    digest.update(queryBytes);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(document.getBytes(StandardCharsets.UTF_8)));
    return new PairKey(hash.getLong(), hash.getLong());
  }
}
