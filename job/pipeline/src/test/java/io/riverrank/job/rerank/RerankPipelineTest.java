package io.riverrank.job.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.options.SettingsException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph, without running it. */
class RerankPipelineTest {

  @Test
  void uidsAreTheNamesOfTheState() {
    // A changed line here is a savepoint that can't be restored.
    assertThat(graph(environment(new Configuration())).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "requests",
            "split",
            "rerank",
            "encode-results",
            "results",
            "Sink Committer: results",
            "encode-dead-letters",
            "dead-letters",
            "Sink Committer: dead-letters");
  }

  @Test
  void everyOperatorHasMaxParallelismAndSerializersOfOurs() {
    StreamExecutionEnvironment env = environment(new Configuration());
    StreamGraph graph = graph(env, "rerank.max-parallelism=96", "rerank.parallelism=3");
    assertThat(graph.getStreamNodes())
        .allSatisfy(
            node -> {
              assertThat(node.getMaxParallelism()).isEqualTo(96);
              assertThat(node.getParallelism()).isEqualTo(3);
            });
    assertThat(env.getConfig().isObjectReuseEnabled()).isTrue();
    assertThat(env.getConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
  }

  @Test
  void committersStayWithTheirWriters() {
    List<StreamNode> sinks =
        graph(environment(new Configuration())).getStreamNodes().stream()
            .filter(node -> node.getTransformationUID().matches(".*(results|dead-letters)"))
            .filter(node -> !node.getTransformationUID().startsWith("encode"))
            .toList();
    assertThat(sinks)
        .extracting(StreamNode::getCoLocationGroup)
        .containsExactlyInAnyOrder(
            "riverrank-results",
            "riverrank-results",
            "riverrank-dead-letters",
            "riverrank-dead-letters");
  }

  @Test
  void flinksCheckpointIntervalWins() {
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));
    StreamExecutionEnvironment env = environment(flink);
    graph(env);
    assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(3_000);
  }

  @Test
  void ourCheckpointIntervalIsTheFallback() {
    StreamExecutionEnvironment env = environment(new Configuration());
    graph(env, "rerank.checkpoint.interval=7 s");
    assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(7_000);
  }

  @Test
  void exactlyOnceNeedsCheckpoints() {
    StreamExecutionEnvironment env = environment(new Configuration());
    assertThatThrownBy(() -> graph(env, "rerank.checkpoint.interval=0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there are no checkpoints");
    graph(env, "rerank.checkpoint.interval=0", "kafka.delivery-guarantee=at-least-once");
    assertThat(env.getCheckpointConfig().isCheckpointingEnabled()).isFalse();
  }

  @Test
  void exactlyOnceNeedsExactCheckpoints() {
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
    assertThatThrownBy(() -> graph(environment(flink)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("execution.checkpointing.mode=EXACTLY_ONCE");
  }

  private static StreamExecutionEnvironment environment(Configuration flink) {
    return StreamExecutionEnvironment.createLocalEnvironment(2, flink);
  }

  private static StreamGraph graph(StreamExecutionEnvironment env, String... definitions) {
    RerankPipeline.build(env, TestSettings.job("k:1", definitions));
    return env.getStreamGraph();
  }
}
