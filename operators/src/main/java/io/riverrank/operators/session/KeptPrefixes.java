package io.riverrank.operators.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riverrank.operators.prefix.PrefixCache;
import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a session made of the prefixes of its pairs: kept, and made by a run of its own where it is
 * missing. Thread safe; to be closed before the session, when nothing runs.
 */
final class KeptPrefixes implements AutoCloseable {
  private static final Set<String> PRESENT = Set.of(PastInput.PRESENT);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final PastInput past;
  private final PrefixCache<KeysAndValues> cache;
  private final long limitBytes;

  KeptPrefixes(OrtEnvironment environment, OrtSession session, PastInput past, long limitBytes) {
    this.environment = environment;
    this.session = session;
    this.past = past;
    this.limitBytes = limitBytes;
    this.cache = new PrefixCache<>(limitBytes);
  }

  /** Tokens of a prefix at most: what it is made of, and itself, have room. */
  int mostTokens() {
    return (int) Math.min(Integer.MAX_VALUE, limitBytes / (2 * past.tokenBytes()));
  }

  long bytes() {
    return cache.bytes();
  }

  /**
   * The keys and values of a prefix, until the lease is closed.
   *
   * @param buffers whose tensors are not in use, and whose rows are as long as the longest
   */
  PrefixCache<KeysAndValues>.Lease lease(
      TokenPrefix prefix, InputBuffers buffers, OrtSession.RunOptions options) throws OrtException {
    return cache.lease(prefix, missing -> make(missing, buffers, options));
  }

  private KeysAndValues make(
      TokenPrefix prefix, InputBuffers buffers, OrtSession.RunOptions options) throws OrtException {
    if (prefix.before() == null) {
      return run(prefix, Map.of(), buffers, options);
    }
    try (PrefixCache<KeysAndValues>.Lease before = lease(prefix.before(), buffers, options)) {
      return run(prefix, Map.of(PastInput.PAST, before.value().tensor()), buffers, options);
    }
  }

  /**
   * @param before the past, which stays open; empty for none
   */
  private KeysAndValues run(
      TokenPrefix prefix,
      Map<String, OnnxTensor> before,
      InputBuffers buffers,
      OrtSession.RunOptions options)
      throws OrtException {
    TokenizedPair row = new TokenizedPair(prefix.ids(), null, false, prefix.before());
    Map<String, OnnxTensor> tensors = buffers.fill(environment, List.of(row));
    try {
      Map<String, OnnxTensor> inputs = new LinkedHashMap<>(tensors);
      inputs.putAll(before);
      OrtSession.Result result = session.run(inputs, PRESENT, options);
      return new KeysAndValues(result, prefix.length() * past.tokenBytes());
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    cache.close();
  }
}
