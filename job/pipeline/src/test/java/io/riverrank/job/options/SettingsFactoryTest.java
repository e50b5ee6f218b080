package io.riverrank.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.kafka.settings.Delivery;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.StartingOffsets;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.operators.rollout.watch.ModelWatchSettings;
import io.riverrank.operators.rollout.watch.WatchThen;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GpuSettings;
import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.LabelSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.OpenVinoSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.PaddingSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.schemas.EpochNumbers;
import io.riverrank.schemas.EventTimeUnit;
import io.riverrank.schemas.RequestLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFactoryTest {

  @Test
  void defaultsAreThoseOfTheDesign() {
    JobSettings settings = job("kafka.bootstrap-servers=k:1");
    assertThat(settings.parallelism()).isNull();
    assertThat(settings.maxParallelism()).isEqualTo(128);
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.eventTime())
        .isEqualTo(new EventTimeSettings(Duration.ofSeconds(5), Duration.ofMinutes(1)));
    assertThat(settings.allScores()).isFalse();
    assertThat(settings.limits())
        .isEqualTo(new RequestLimits(8 << 20, 10_000, 100_000, 1_000, 100, 3_600_000));
    assertThat(settings.rerank().model()).isEqualTo(ModelSettings.of(ModelSettings.BUNDLED));
    assertThat(settings.rerank().execution()).isEqualTo(ExecutionSettings.cpu());
    assertThat(settings.rerank().batch()).isEqualTo(new BatchSettings(null, 64, 0));
    assertThat(settings.rerank().groups())
        .isEqualTo(new GroupSettings(60_000, 300_000, 60_000, 3_600_000));
    assertThat(settings.rerank().limits())
        .isEqualTo(new OperatorLimits(2048, 64 << 20, 100_000, 10_000));
    KafkaSettings kafka = settings.kafka();
    assertThat(kafka.topics())
        .isEqualTo(
            new TopicNames("riverrank-requests", "riverrank-results", "riverrank-dead-letters"));
    assertThat(kafka.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(kafka.startingOffsets()).isEqualTo(StartingOffsets.COMMITTED);
    assertThat(kafka.transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(kafka.maxMessageBytes()).isEqualTo(1 << 20);
    assertThat(kafka.maxAheadMs()).isEqualTo(3_600_000);
    assertThat(kafka.topicCreation().enabled()).isFalse();
  }

  @Test
  void everyOptionArrives() {
    JobSettings settings =
        job(
            "kafka.bootstrap-servers=k:1",
            "rerank.model.uri=s3://m",
            "rerank.model.file=onnx/a.onnx",
            "rerank.model.max-length=128",
            "rerank.model.activation=identity",
            "rerank.model.fingerprint=sha256:00",
            "rerank.model.allow-batch-dependent=true",
            "rerank.model.cache-dir=/c",
            "rerank.execution.provider=cuda",
            "rerank.execution.device=1",
            "rerank.execution.callers=2",
            "rerank.execution.intra-op-threads=3",
            "rerank.execution.tokenizer-threads=4",
            "rerank.execution.native-dir=/n",
            "rerank.execution.gpu-memory=4 gb",
            "rerank.execution.tensorrt.cache-dir=/t",
            "rerank.execution.tensorrt.fp16=true",
            "rerank.execution.openvino.library=/o.so",
            "rerank.prefix-cache.size=3 mb",
            "rerank.batch.linger=5 ms",
            "rerank.batch.token-budget=640",
            "rerank.batch.length-multiple=16",
            "rerank.batch.fill-rows=true",
            "rerank.output.all-scores=true",
            "rerank.parallelism=4",
            "rerank.max-parallelism=8",
            "rerank.job-name=j",
            "kafka.group-id=g",
            "kafka.starting-offsets=timestamp",
            "kafka.starting-timestamp=1970-01-01T00:00:01Z",
            "kafka.bounded=true",
            "kafka.delivery-guarantee=AT-LEAST-ONCE",
            "kafka.transactional-id-prefix=p",
            "kafka.create-topics=true",
            "kafka.create-topics.partitions=3",
            "kafka.create-topics.replication-factor=2",
            "kafka.properties.a=1",
            "kafka.source.properties.b=2",
            "kafka.sink.properties.c=3",
            "rerank.model.label=entailment",
            "rerank.model.label-activation=softmax",
            "rerank.model.prompt=a text",
            "rerank.event-time.unit=seconds",
            "rerank.event-time.first-year=1970");
    assertThat(settings.limits().eventTimeNumbers())
        .isEqualTo(new EpochNumbers(EventTimeUnit.SECONDS, 1970));
    assertThat(settings.rerank().model())
        .isEqualTo(
            new ModelSettings("s3://m", "onnx/a.onnx", 128, "identity", "sha256:00", true, "/c")
                .withLabel(new LabelSettings("entailment", LabelSettings.Activation.SOFTMAX))
                .withPrompt("a text"));
    assertThat(settings.rerank().execution())
        .isEqualTo(
            new ExecutionSettings(
                ExecutionProvider.CUDA,
                1,
                2,
                3,
                4,
                "/n",
                new GpuSettings(4L << 30, "/t", true),
                new OpenVinoSettings("/o.so", Precision.FP32),
                3L << 20));
    assertThat(settings.rerank().batch())
        .isEqualTo(new BatchSettings(640, 64, 5, new PaddingSettings(16, true)));
    assertThat(settings.allScores()).isTrue();
    assertThat(settings.parallelism()).isEqualTo(4);
    assertThat(settings.maxParallelism()).isEqualTo(8);
    assertThat(settings.name()).isEqualTo("j");
    KafkaSettings kafka = settings.kafka();
    assertThat(kafka.groupId()).isEqualTo("g");
    assertThat(kafka.startingTimestampMs()).isEqualTo(1_000);
    assertThat(kafka.bounded()).isTrue();
    assertThat(kafka.delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    assertThat(kafka.transactionalIdPrefix()).isEqualTo("p");
    assertThat(kafka.topicCreation().partitions()).isEqualTo(3);
    assertThat(kafka.topicCreation().replicationFactor()).isEqualTo((short) 2);
    assertThat(kafka.properties()).isEqualTo(Map.of("a", "1"));
    assertThat(kafka.sourceProperties()).isEqualTo(Map.of("b", "2"));
    assertThat(kafka.sinkProperties()).isEqualTo(Map.of("c", "3"));
  }

  @Test
  void openVinoTakesALowerPrecision() {
    JobSettings settings =
        job(
            "kafka.bootstrap-servers=k:1",
            "rerank.execution.provider=openvino",
            "rerank.execution.precision=bf16");
    assertThat(settings.rerank().execution().openVino())
        .isEqualTo(new OpenVinoSettings(null, Precision.BF16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rerank.batch.max-rows=many | rerank.batch.max-rows is 'many'; expected: whole number",
        "rerank.batch.max-rows=0 | rerank.batch.max-rows is 0; it must be at least 1",
        "rerank.batch.linger=soon | rerank.batch.linger is 'soon'; expected: duration (10 s)",
        "rerank.execution.provider=tpu | expected: cpu, cuda, tensorrt, openvino, auto",
        "rerank.execution.precision=fp8 | rerank.execution.precision is 'fp8'; expected: fp32, bf16",
        "rerank.execution.precision=bf16 | rerank.execution.precision is bf16 and rerank.execution.provider is cpu; only openvino computes a full-precision file in another precision, so name that as the provider, or leave the precision out",
        "rerank.batch.length-multiple=0 | rerank.batch.length-multiple is 0; it must be at least 1",
        "rerank.long-document=split | rerank.long-document is 'split'; expected: truncate, chunk",
        "rerank.long-document.overlap=-1 | rerank.long-document.overlap is -1; it must be at least 0",
        "rerank.long-document.max-chunks=0 | rerank.long-document.max-chunks is 0; it must be at least 1",
        "rerank.execution.gpu-memory=0 b | rerank.execution.gpu-memory is 0 bytes; it must be from 1",
        "rerank.execution.tensorrt.fp16=half | rerank.execution.tensorrt.fp16 is 'half'; expected: true, false",
        "rerank.event-time.first-year=0 | rerank.event-time.first-year is 0; it must be at least 1",
        "rerank.event-time.unit=hours | expected: seconds, milliseconds",
        "rerank.limits.message-bytes=3 gb | rerank.limits.message-bytes is 3 gb; it must be from 1",
        "rerank.max-parallelism=65536 | Flink takes at most 32768",
        "rerank.parallelism=200 | raise the latter before the job has state",
        "rerank.group.timeout=0 s | it must be at least 1 ms",
        "kafka.bootstrap-servers=  | kafka.bootstrap-servers is not set",
        "kafka.topics.results=riverrank-requests | are both 'riverrank-requests'",
        "kafka.topics.results=a/b | kafka.topics.results is 'a/b'; a topic's name has",
        "kafka.topics.control=riverrank-results | are both 'riverrank-results'",
        "rerank.model.watch=s3://m/current | rerank.model.watch is set, but kafka.topics.control isn't",
        "kafka.starting-offsets=timestamp | kafka.starting-timestamp is not set",
        "kafka.starting-timestamp=0 | kafka.starting-offsets is committed; set it to timestamp",
        "kafka.delivery-guarantee=none | expected: at-least-once, exactly-once",
        "kafka.max-message-bytes=1 kb | it must be from 16384",
        "kafka.transaction-timeout=60 d | longer than Kafka's limit",
        "kafka.sink.properties.transaction.timeout.ms=1 | use kafka.transaction-timeout",
        "kafka.source.properties.group.id=x | use kafka.group-id",
        "kafka.properties.bootstrap.servers=x | use kafka.bootstrap-servers",
        "kafka.sink.properties.acks=1 | Riverrank sets it itself"
      })
  void whatCantBeIsToldInASentence(String definition, String message) {
    assertThatThrownBy(() -> job("kafka.bootstrap-servers=k:1", definition))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anIdleTimeoutNeedsASourceThatIsIdle() {
    String kafka = "kafka.bootstrap-servers=k:1";
    String never = "rerank.event-time.idleness=0 s";
    assertThatThrownBy(() -> job(kafka, never, "rerank.group.idle-timeout=10 s"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "rerank.group.idle-timeout is 10 s, but rerank.event-time.idleness is 0, so that no"
                + " input is ever idle; set the latter, or the former to 0");
    assertThat(job(kafka, never).rerank().groups().idlenessMs()).isZero();
    assertThat(job(kafka, never, "rerank.group.idle-timeout=0 s").rerank().groups().idleTimeoutMs())
        .isZero();
  }

  @Test
  void aRunThatEndsTakesNoCommands() {
    assertThatThrownBy(
            () ->
                job(
                    "kafka.bootstrap-servers=k:1",
                    "kafka.topics.control=control",
                    "kafka.bounded=true"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a run that ends takes no commands");
    assertThat(job("kafka.bootstrap-servers=k:1").control()).isNull();
  }

  @Test
  void aWatchedModelHasAPlaceAndAnInterval() {
    String[] both = {"kafka.topics.control=control", "rerank.model.watch=s3://m/current"};
    assertThat(job(with(both)).control().watch())
        .isEqualTo(new ModelWatchSettings("s3://m/current", 60_000, WatchThen.LOAD));
    assertThatThrownBy(() -> job(with(both, "rerank.model.watch.interval=0 ms")))
        .hasMessageContaining("rerank.model.watch.interval is 0 ms; it must be at least 1 ms");
    assertThatThrownBy(() -> job(with(both, "rerank.model.watch.then=split")))
        .hasMessageContaining("expected: load, promote");
    assertThatThrownBy(() -> job(with(both, "rerank.model.watch=s3:m/current")))
        .hasMessageContaining("rerank.model.watch is 's3:m/current', neither a path nor a URI");
  }

  private static String[] with(String[] definitions, String... more) {
    return Stream.of(
            Stream.of("kafka.bootstrap-servers=k:1"), Stream.of(definitions), Stream.of(more))
        .flatMap(all -> all)
        .toArray(String[]::new);
  }

  @Test
  void longDocumentsAreTruncatedUnlessToldOtherwise() {
    assertThat(job("kafka.bootstrap-servers=k:1").rerank().model().longDocument())
        .isEqualTo(LongDocument.TRUNCATE);
    assertThat(
            job(
                    "kafka.bootstrap-servers=k:1",
                    "rerank.long-document=chunk",
                    "rerank.long-document.overlap=32",
                    "rerank.long-document.max-chunks=4")
                .rerank()
                .model()
                .longDocument())
        .isEqualTo(new LongDocument(LongDocument.Mode.CHUNK, 32, 4));
  }

  @Test
  void sourceAndSinkMayHaveClustersOfTheirOwn() {
    KafkaSettings kafka =
        job("kafka.bootstrap-servers=k:1", "kafka.sink.properties.bootstrap.servers=s:1").kafka();
    assertThat(kafka.sinkProperties()).containsEntry("bootstrap.servers", "s:1");
  }

  @Test
  void secretsAreNotShown() {
    KafkaSettings kafka =
        job(
                "kafka.bootstrap-servers=k:1",
                "kafka.properties.sasl.jaas.config=hunter2",
                "kafka.source.properties.ssl.key.password=hunter2",
                "kafka.sink.properties.ssl.keystore.key=hunter2",
                "kafka.sink.properties.linger.ms=7")
            .kafka();
    assertThat(kafka.toString()).doesNotContain("hunter2").contains("linger.ms=7");
  }

  private static JobSettings job(String... definitions) {
    List<String> all =
        Stream.of(definitions)
            .map(definition -> definition.endsWith("=") ? definition + " " : definition)
            .toList();
    return SettingsFactory.job(ConfigurationLoader.load(null, all, Map.of()));
  }

  @Test
  void commandsWithoutKafkaNeedNone() {
    assertThat(
            SettingsFactory.rerank(
                ConfigurationLoader.load(null, Arrays.asList("rerank.batch.max-rows=7"), Map.of())))
        .extracting(rerank -> rerank.batch().maxRows())
        .isEqualTo(7);
  }
}
