package io.riverrank.tools.bench.load;

import io.riverrank.schemas.Candidate;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A query of the log with all its candidates.
 *
 * @param metadata a JSON object as it was sent; null if there was none
 */
public record LoggedQuery(
    String query, @Nullable Integer topK, @Nullable String metadata, List<Candidate> candidates) {

  /** Pairs. */
  public int pairs() {
    return candidates.size();
  }
}
