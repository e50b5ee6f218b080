package io.riverrank.operators.rollout.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v9 v10 v11",
        "1.9.9 1.10 2",
        "2026-9-30 2026-10-01 2026-11-28 2026-11-28T10:00 2026-11-28T10:00-2",
        "7 08 9 12345678901234567890123 12345678901234567890124",
        "a a1 a1b a2 b",
        "07 7"
      })
  void numbersCountAsNumbers(String ascending) {
    List<String> names = List.of(ascending.split(" "));
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        assertThat(Integer.signum(NaturalOrder.INSTANCE.compare(names.get(i), names.get(j))))
            .as("%s and %s", names.get(i), names.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }
}
