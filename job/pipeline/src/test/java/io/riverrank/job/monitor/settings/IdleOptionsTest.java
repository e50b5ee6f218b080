package io.riverrank.job.monitor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.options.ConfigurationLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleOptionsTest {

  private static List<String> warnings(String... options) {
    List<String> all =
        new ArrayList<>(List.of("monitor.input=results.jsonl", "monitor.output=metrics.jsonl"));
    all.addAll(List.of(options));
    return MonitorSettingsFactory.create(ConfigurationLoader.load(null, all, Map.of())).warnings();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "monitor.judgements.key=query | monitor.judgements.key has no effect: there are no judgements",
        "monitor.join.after=1h | monitor.join.after has no effect: there are no judgements and no interactions",
        "monitor.allowed-lateness=1h | monitor.allowed-lateness has no effect: all windows close at the end of the input",
        "monitor.max-segments=7 | monitor.max-segments has no effect: monitor.segments is not set",
        "monitor.metrics.max-segments=7 | monitor.metrics.max-segments has no effect: the output is a file",
        "monitor.baseline.windows=7 | monitor.baseline.windows has no effect: monitor.baseline.from is file",
      })
  void whatDecidesNothingIsSaid(String option, String said) {
    assertThat(warnings(option)).containsExactly(said);
  }

  @Test
  void whatDecidesSomethingIsNot() {
    assertThat(
            warnings(
                "monitor.judgements=judged.qrels",
                "monitor.judgements.key=query",
                "monitor.join.before=1d",
                "monitor.segments=/market",
                "monitor.max-segments=7",
                "monitor.baseline.from=trailing",
                "monitor.baseline.windows=3"))
        .isEmpty();
  }
}
