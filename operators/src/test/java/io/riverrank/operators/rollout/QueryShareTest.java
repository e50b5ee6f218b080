package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QueryShareTest {
  private final QueryShare shares = new QueryShare();

  /** By {@code printf %s riverrank-split:q-17 | sha256sum}, its first 53 bits. */
  @Test
  void isTheHashThatIsDocumented() {
    assertThat(shares.fraction("q-17")).isEqualTo(0.05616845825179784);
  }

  @Test
  void aShareHasItsPartOfTheQueriesAndThoseOfSmallerOnes() {
    int in = 0;
    for (int i = 0; i < 20_000; i++) {
      String queryId = "query " + i;
      in += shares.contains(queryId, 0.1) ? 1 : 0;
      assertThat(shares.contains(queryId, 0)).isFalse();
      assertThat(shares.contains(queryId, 1)).isTrue();
      if (shares.contains(queryId, 0.1)) {
        assertThat(shares.contains(queryId, 0.2)).isTrue();
      }
    }
    assertThat(in / 20_000.0).isCloseTo(0.1, within(0.01));
  }
}
