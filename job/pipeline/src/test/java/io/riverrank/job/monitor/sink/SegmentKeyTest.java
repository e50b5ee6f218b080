package io.riverrank.job.monitor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentKeyTest {

  @Test
  void aValueThatLooksLikeTwoFieldsIsNotTwoFields() {
    Map<String, String> crossed = new LinkedHashMap<>();
    crossed.put("market", "de");
    crossed.put("device", "phone");

    assertThat(SegmentKey.of(crossed)).isEqualTo("{market=de, device=phone}");
    assertThat(SegmentKey.of(Map.of("market", "de, device=phone")))
        .isEqualTo("{market=de\\, device\\=phone}");
    assertThat(SegmentKey.of(Map.of("market", "a\\,b"))).isEqualTo("{market=a\\\\\\,b}");
    assertThat(SegmentKey.of(Map.of())).isEqualTo("{}");
  }
}
