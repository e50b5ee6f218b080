package io.riverrank.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.operators.options.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 1772366400000",
    "2026-03-01T13:00:00+01:00, 1772366400000",
    "1772366400000, 1772366400000",
    "0, 0",
  })
  void isWrittenInOneOfTwoForms(String written, long epochMs) {
    assertThat(Timestamps.parse("--since", written)).isEqualTo(epochMs);
    assertThat(TopicPositions.parse(BackfillOptions.FROM, written))
        .isEqualTo(TopicPosition.timestamp(epochMs));
  }

  /** Seconds as milliseconds are January 1970, so that a whole topic would be read. */
  @ParameterizedTest
  @CsvSource({
    "1772366400, seconds",
    "1772366400123456, microseconds",
    "1772366400123456789, nanoseconds",
  })
  void aUnitIsNotGuessed(String written, String unit) {
    assertThatThrownBy(() -> Timestamps.parse("--since", written))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "--since is '%s', which looks like epoch %s; write epoch milliseconds, or a time as 2026-03-01T12:00:00Z"
                .formatted(written, unit));
    assertThatThrownBy(() -> TopicPositions.parse(BackfillOptions.FROM, written))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "backfill.from is '%s', which looks like epoch %s".formatted(written, unit));
  }

  @Test
  void theFormsAreInTheError() {
    assertThatThrownBy(() -> Timestamps.parse("--since", "yesterday"))
        .hasMessage(
            "--since is 'yesterday'; write it as 2026-03-01T12:00:00Z or as epoch milliseconds");
    assertThatThrownBy(() -> Timestamps.parse("--since", "9999999999999999999"))
        .hasMessageContaining("write it as");
    assertThatThrownBy(() -> TopicPositions.parse(BackfillOptions.FROM, "yesterday"))
        .hasMessage(
            "backfill.from is 'yesterday'; write earliest, latest, a time as 2026-03-01T12:00:00Z or as epoch milliseconds, or offsets as 0:100,1:250");
  }
}
