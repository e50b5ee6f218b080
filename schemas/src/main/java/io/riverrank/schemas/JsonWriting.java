package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/** How this module sets up Jackson for what it writes. */
final class JsonWriting {

  private JsonWriting() {}

  /** A factory for one writer on one thread; its buffers are its own. */
  static JsonFactory newFactory() {
    return new JsonFactoryBuilder()
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .recyclerPool(JsonRecyclerPools.newBoundedPool(1))
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
        .build();
  }
}
