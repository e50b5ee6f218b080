package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.options.SettingsException;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlSettingsFactoryTest {

  @Test
  void namesAreTheJobsWithoutThePrefix() {
    SqlSettings settings =
        SqlSettingsFactory.create(
            Map.of(
                "model.uri", "bundled",
                "model.max-length", "128",
                "long-document", "chunk",
                "batch.token-budget", "1024",
                "score-cache.size", "1 mb",
                "execution.callers", "2",
                "limits.candidates", "7",
                "top-k", "3",
                "error-handling", "fail"));

    assertThat(settings.scoring().model().uri()).isEqualTo(ModelSettings.BUNDLED);
    assertThat(settings.scoring().model().maxLength()).isEqualTo(128);
    assertThat(settings.scoring().model().longDocument().mode()).isEqualTo(LongDocument.Mode.CHUNK);
    assertThat(settings.scoring().batch().tokenBudget()).isEqualTo(1024);
    assertThat(settings.scoring().scoreCache().bytes()).isEqualTo(1 << 20);
    assertThat(settings.scoring().execution().callers()).isEqualTo(2);
    assertThat(settings.candidates()).isEqualTo(7);
    assertThat(settings.topK()).isEqualTo(3);
    assertThat(settings.errors()).isEqualTo(ErrorHandling.FAIL);
  }

  @Test
  void everyOptionIsOfTheJobsPrefix() {
    assertThat(SqlOptions.ALL)
        .extracting(ConfigOption::key)
        .doesNotHaveDuplicates()
        .allMatch(key -> key.startsWith(SqlOptions.PREFIX));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch.token-budgt | 512 | there is no option 'batch.token-budgt'; did you mean"
            + " 'batch.token-budget'?",
        "rerank.batch.max-rows | 2 | there is no option 'rerank.batch.max-rows'; did you mean"
            + " 'batch.max-rows'?",
        "batch.max-rows | x | batch.max-rows is 'x'; expected: whole number",
        "batch.max-rows | 0 | batch.max-rows is 0; it must be at least 1",
        "execution.provider | tpu | execution.provider is 'tpu'; expected: cpu, cuda, tensorrt,"
            + " openvino, auto",
        "error-handling | ignore | error-handling is 'ignore'; expected: fail, null, column",
        "top-k | 0 | top-k is 0; it must be at least 1",
        "model.file | '' | model.file is empty; leave it out or give a value",
      })
  void wrongOptionsAreOneSentence(String name, String value, String message) {
    Map<String, String> options = new HashMap<>(Map.of("model.uri", "bundled"));
    options.put(name, value);

    assertThatThrownBy(() -> SqlSettingsFactory.create(options))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void aModelHasToBeNamed() {
    assertThatThrownBy(() -> SqlSettingsFactory.create(Map.of("top-k", "3")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("model.uri is not set; say 'model.uri' = ");
  }
}
