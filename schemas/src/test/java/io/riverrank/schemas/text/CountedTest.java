package io.riverrank.schemas.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void oneIsSingularInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Counted.of(0, "pair")).isEqualTo("0 pairs");
      assertThat(Counted.of(1, "pair")).isEqualTo("1 pair");
      assertThat(Counted.of(1, "query", "queries")).isEqualTo("1 query");
      assertThat(Counted.of(1_379, "query", "queries")).isEqualTo("1,379 queries");
    } finally {
      Locale.setDefault(before);
    }
  }
}
