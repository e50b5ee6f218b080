package io.riverrank.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.options.Secrets;
import io.riverrank.operators.options.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References to secrets, and what of a secret a message may say. */
class ConfigProvidersTest {

  private static final String PACKAGE = "org.apache.kafka.common.config.provider.";

  @Test
  void kafkasOwnProvidersNeedNoClass() {
    var kafka =
        TestSettings.kafka(
            "a:1",
            "kafka.properties.config.providers=file, env",
            "kafka.sink.properties.sasl.jaas.config=x ${env:A} ${file:/b:c}");
    assertThat(kafka.properties())
        .containsEntry("config.providers.file.class", PACKAGE + "FileConfigProvider")
        .containsEntry("config.providers.env.class", PACKAGE + "EnvVarConfigProvider");
    assertThat(kafka.sinkProperties().get("sasl.jaas.config")).isEqualTo("x ${env:A} ${file:/b:c}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.providers=vault | names 'vault'",
        "config.providers=file;config.providers.file.class=com.example.Evil | names 'file'",
        "sasl.jaas.config=pw ${env:NAME} | set kafka.properties.config.providers: env",
        "config.providers=file;ssl.key.password=pw ${env:NAME} | refers to ${env:…}",
      })
  void otherProvidersAndOtherClassesAreRefused(String properties, String message) {
    String[] definitions = properties.strip().split(";");
    for (int i = 0; i < definitions.length; i++) {
      definitions[i] = "kafka.properties." + definitions[i];
    }
    assertThatThrownBy(() -> TestSettings.kafka("a:1", definitions))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("pw");
  }

  @Test
  void aPasswordMayLookLikeAReference() {
    assertThat(TestSettings.kafka("a:1", "kafka.properties.ssl.key.password=${x:y}").properties())
        .containsEntry("ssl.key.password", "${x:y}");
  }

  @Test
  void messagesLoseEveryPieceOfASecret() {
    Map<String, String> properties =
        Map.of(
            "sasl.jaas.config", "a.b.PlainLoginModule required password=\"hun ter2\";",
            "client.id", "ter2-client");
    assertThat(Secrets.scrub("control flag hun in ter2 of PlainLoginModule", properties))
        .isEqualTo("control flag ****** in ****** of PlainLoginModule");
  }
}
