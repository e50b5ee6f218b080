package io.riverrank.job.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class RerankEnvironmentTest {

  @Test
  void anEventWaitsForNoBufferUnlessTheUserSaysSo() {
    assertThat(bufferTimeoutMs(new Configuration())).isZero();
    assertThat(
            bufferTimeoutMs(
                new Configuration().set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(70))))
        .isEqualTo(70);
  }

  private static long bufferTimeoutMs(Configuration flink) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    RerankEnvironment.configure(env, 128, null);
    return env.getBufferTimeout();
  }
}
