package io.riverrank.job.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.options.SettingsException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the web UI of a Flink in this process is. */
class LocalFlinkTest {
  private final Configuration configuration = new Configuration();
  private ServerSocket other;

  @BeforeEach
  void takeAPort() throws Exception {
    other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void giveItBack() throws Exception {
    other.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest.port", "rest.bind-port"})
  void aPortThatAnotherProcessHasIsRefusedByName(String key) {
    configuration.setString(key, Integer.toString(other.getLocalPort()));

    assertThatThrownBy(() -> LocalFlink.prepare(configuration, 1))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rest.port is " + other.getLocalPort())
        .hasMessageContaining("another process");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "80-", "99999"})
  void whatIsNoPortIsRefused(String written) {
    configuration.setString("rest.bind-port", written);

    assertThatThrownBy(() -> LocalFlink.prepare(configuration, 1))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rest.port is '" + written + "'");
  }

  @Test
  void theAddressIsTheFreePortOfARange() {
    int taken = other.getLocalPort();
    configuration.setString("rest.bind-port", taken + "-65535");

    LocalFlink.prepare(configuration, 1);

    assertThat(configuration.get(RestOptions.PORT)).isGreaterThan(taken);
    assertThat(LocalFlink.address(configuration))
        .isEqualTo("http://localhost:" + configuration.get(RestOptions.BIND_PORT));
  }

  @Test
  void withoutAPortAnyFreeOneIsTaken() {
    LocalFlink.prepare(configuration, 1);

    assertThat(configuration.get(RestOptions.PORT)).isPositive();
  }
}
