package io.riverrank.operators.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.options.SettingsException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierWindowsTest {

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_001})
  void noneAndTooManyAreRefused(int count) {
    assertThatThrownBy(() -> EarlierWindows.trailing(count))
        .isInstanceOf(SettingsException.class)
        .hasMessage("monitor.baseline.windows is %d; it must be from 1 to 1,000".formatted(count));
  }

  @Test
  void lengthsThatAWeekIsntMadeOfAreRefused() {
    long hourMs = Duration.ofHours(1).toMillis();
    EarlierWindows.weekBefore(List.of(hourMs, 24 * hourMs, 7 * 24 * hourMs));
    for (int hours : new int[] {5, 14 * 24}) {
      assertThatThrownBy(() -> EarlierWindows.weekBefore(List.of(hourMs, hours * hourMs)))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("a week isn't made of windows of %d ms".formatted(hours * hourMs));
    }
  }
}
