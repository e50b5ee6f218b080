package io.riverrank.job.kafka.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.testing.TestSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is committed and what is lost, on a real broker, with both versions of its transactions:
 * with version 2 a commit raises the producer's epoch (KIP-890).
 */
class StrictCommitterITCase {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String TRANSACTION_VERSION = "transaction.version";
  private static final String SHORT_TIMEOUT_MS = "1000";
  private static final String LONG_TIMEOUT_MS = "60000";

  @RegisterExtension
  static final KafkaExtension KAFKA =
      new KafkaExtension(
          Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));

  private static String topic;

  private final String transactionalId = TestTopics.unique("riverrank-results-0");
  private StrictCommitter committer;

  @BeforeAll
  static void setDefaults() throws Exception {
    topic = KAFKA.topics().create("results");
  }

  @BeforeEach
  void openCommitter() {
    committer = committer(Set.of());
  }

  @AfterEach
  void closeCommitter() throws Exception {
    committer.close();
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void openTransactionIsCommitted(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(LONG_TIMEOUT_MS);
    RecordingRequest request = new RecordingRequest(transaction);
    committer.commit(List.of(request));
    assertThat(request.signals).isEmpty();
    awaitReadable(transaction);
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void transactionOfAnEarlierAttemptIsCommittedOnce(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(LONG_TIMEOUT_MS);
    committer.commit(List.of(new RecordingRequest(transaction)));
    RecordingRequest again = new RecordingRequest(transaction);
    committer.commit(List.of(again));
    assertThat(again.signals).isSubsetOf("already committed");
    awaitReadable(transaction);
  }

  /** As in a restart loop: each attempt commits what the last checkpoint holds. */
  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void everyAttemptMayCommitAgain(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(LONG_TIMEOUT_MS);
    for (int attempt = 0; attempt < 4; attempt++) {
      RecordingRequest request = new RecordingRequest(transaction);
      committer.commit(List.of(request));
      assertThat(request.signals).isSubsetOf("already committed");
    }
    awaitReadable(transaction);
  }

  /**
   * A restored committer's producer doesn't initialize its id. If it hears of transaction version 2
   * before its first commit, it commits by version 1, which keeps the epoch, and then has the epoch
   * raised by an initialization, which leaves the id empty.
   */
  @Test
  void commitDuringWhichTheProducerLearnsOfVersion2() throws Exception {
    use((short) 2);
    KafkaCommittable transaction = precommitted(LONG_TIMEOUT_MS);
    try (KafkaCommitter acquainted =
        connectorsCommitter(TestTopics.unique("acquainted"), StrictCommitterITCase::acquainted)) {
      acquainted.commit(List.of(new RecordingRequest(transaction)));
    }
    assertSays(TransactionState.EMPTY, transaction, 1);
    assertCommittedBefore(transaction);
    awaitReadable(transaction);
  }

  /**
   * As after a crash: the writer's own producer committed, the restored committer does it again.
   */
  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void transactionThatTheWritersProducerCommittedPasses(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable restored;
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(LONG_TIMEOUT_MS)) {
      restored = write(producer);
      producer.commitTransaction();
    }
    int raisedBy = described().producerEpoch() - restored.getEpoch();
    assertThat(raisedBy).isEqualTo(transactionVersion - 1);
    RecordingRequest request = new RecordingRequest(restored);
    committer.commit(List.of(request));
    assertThat(request.signals).isSubsetOf("already committed");
    awaitReadable(restored);
  }

  /** As after an answer that got lost: the connector's producer takes no second commit. */
  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void failureAfterACommitIsProvenHarmless(short transactionVersion) throws Exception {
    use(transactionVersion);
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(LONG_TIMEOUT_MS)) {
      KafkaCommittable restored = write(producer);
      producer.commitTransaction();
      RecordingRequest request = new RecordingRequest(with(producer, restored));
      committer.commit(List.of(request));
      assertThat(request.signals).containsExactly("already committed");
    }
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void failureBeforeACommitIsTriedAgainByARestart(short transactionVersion) throws Exception {
    use(transactionVersion);
    FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(LONG_TIMEOUT_MS);
    KafkaCommittable restored = write(producer);
    producer.close();
    assertThatThrownBy(
            () -> committer.commit(List.of(new RecordingRequest(with(producer, restored)))))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(LostTransactionException.class)
        .hasMessageContaining(transactionalId + " is not committed yet")
        .hasMessageContaining("says Ongoing");
    committer.commit(List.of(new RecordingRequest(restored)));
    awaitReadable(restored);
  }

  /** With version 1, whoever uses the id after our commit gets the next epoch. */
  @Test
  void commitIsStillSeenBeneathTheNextTransaction() throws Exception {
    use((short) 1);
    KafkaCommittable transaction = precommitted(LONG_TIMEOUT_MS);
    committer.commit(List.of(new RecordingRequest(transaction)));
    try (FlinkKafkaInternalProducer<byte[], byte[]> next = producer(LONG_TIMEOUT_MS)) {
      assertSays(TransactionState.EMPTY, transaction, 1);
      assertCommittedBefore(transaction);
      write(next);
      assertSays(TransactionState.ONGOING, transaction, 1);
      assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(transaction))))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(LostTransactionException.class)
          .hasMessageContaining("says Ongoing")
          .hasMessageContaining("a restart of the job tries again");
      next.commitTransaction();
      assertSays(TransactionState.COMPLETE_COMMIT, transaction, 1);
      assertCommittedBefore(transaction);
    }
  }

  /** With version 2, the next epoch but one is that of whoever comes after a commit or an abort. */
  @Test
  void initializationAfterACommitHidesIt() throws Exception {
    use((short) 2);
    KafkaCommittable transaction;
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(LONG_TIMEOUT_MS)) {
      transaction = write(producer);
      producer.commitTransaction();
    }
    producer(LONG_TIMEOUT_MS).close();
    assertSays(TransactionState.EMPTY, transaction, 2);
    assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(transaction))))
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("is not provably committed");
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void timedOutTransactionFails(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(SHORT_TIMEOUT_MS);
    await(TransactionState.COMPLETE_ABORT);
    assertSays(TransactionState.COMPLETE_ABORT, transaction, 1);
    assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(transaction))))
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("Kafka transaction " + transactionalId)
        .hasMessageContaining("its coordinator says CompleteAbort")
        .hasMessageContaining("lost if the job simply goes on")
        .hasMessageContaining("older savepoint or checkpoint")
        .hasMessageContaining("kafka.accept-lost-transactions=" + transactionalId);
    assertThat(readable(transaction)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void connectorAloneOnlyCountsATimedOutTransaction(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(SHORT_TIMEOUT_MS);
    await(TransactionState.COMPLETE_ABORT);
    RecordingRequest request = new RecordingRequest(transaction);
    try (KafkaCommitter alone = connectorsCommitter(TestTopics.unique("alone"))) {
      alone.commit(List.of(request));
    }
    assertThat(request.signals).as("why there is a strict one").containsExactly("known failure");
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void transactionFencedByAnotherProducerFails(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(LONG_TIMEOUT_MS);
    producer(LONG_TIMEOUT_MS).close();
    assertSays(TransactionState.EMPTY, transaction, 2);
    assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(transaction))))
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("its coordinator says Empty");
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void transactionThatTimedOutBeforeAnotherProducerCameFails(short transactionVersion)
      throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(SHORT_TIMEOUT_MS);
    await(TransactionState.COMPLETE_ABORT);
    producer(LONG_TIMEOUT_MS).close();
    assertSays(TransactionState.EMPTY, transaction, 2);
    assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(transaction))))
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("its coordinator says Empty");
  }

  /** The coordinator's last word is a commit then, but it is not ours. */
  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void commitOfAnotherProducerIsNoProof(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(LONG_TIMEOUT_MS);
    try (FlinkKafkaInternalProducer<byte[], byte[]> other = producer(LONG_TIMEOUT_MS)) {
      write(other);
      other.commitTransaction();
    }
    assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(transaction))))
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("its coordinator says CompleteCommit");
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void commitOfAnotherProducerAfterATimeOutIsNoProof(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(SHORT_TIMEOUT_MS);
    await(TransactionState.COMPLETE_ABORT);
    try (FlinkKafkaInternalProducer<byte[], byte[]> other = producer(LONG_TIMEOUT_MS)) {
      write(other);
      other.commitTransaction();
    }
    assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(transaction))))
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("its coordinator says CompleteCommit");
  }

  @ParameterizedTest
  @ValueSource(shorts = {2})
  void forgottenTransactionFails(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable unknown =
        new KafkaCommittable(4_711, (short) 0, TestTopics.unique("riverrank-unknown"), null);
    assertThatThrownBy(() -> committer.commit(List.of(new RecordingRequest(unknown))))
        .isInstanceOf(LostTransactionException.class)
        .hasMessageContaining("Kafka doesn't know it");
  }

  @ParameterizedTest
  @ValueSource(shorts = {1, 2})
  void acceptedLossGoesOn(short transactionVersion) throws Exception {
    use(transactionVersion);
    KafkaCommittable transaction = precommitted(SHORT_TIMEOUT_MS);
    await(TransactionState.COMPLETE_ABORT);
    RecordingRequest request = new RecordingRequest(transaction);
    try (StrictCommitter accepting = committer(Set.of(transactionalId))) {
      accepting.commit(List.of(request));
    }
    assertThat(request.signals).containsExactly("known failure");
  }

  private static void use(short transactionVersion) throws Exception {
    short current = transactionVersion();
    if (current == transactionVersion) {
      return;
    }
    FeatureUpdate.UpgradeType direction =
        current < transactionVersion
            ? FeatureUpdate.UpgradeType.UPGRADE
            : FeatureUpdate.UpgradeType.SAFE_DOWNGRADE;
    KAFKA
        .topics()
        .admin()
        .updateFeatures(
            Map.of(TRANSACTION_VERSION, new FeatureUpdate(transactionVersion, direction)),
            new UpdateFeaturesOptions())
        .all()
        .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    Awaitility.await().atMost(DEADLINE).until(() -> transactionVersion() == transactionVersion);
  }

  private static short transactionVersion() throws Exception {
    return KAFKA
        .topics()
        .admin()
        .describeFeatures()
        .featureMetadata()
        .get(DEADLINE.toSeconds(), TimeUnit.SECONDS)
        .finalizedFeatures()
        .get(TRANSACTION_VERSION)
        .maxVersionLevel();
  }

  /** As a checkpoint keeps it: without the writer's producer. */
  private KafkaCommittable precommitted(String timeoutMs) {
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(timeoutMs)) {
      return write(producer);
    }
  }

  private FlinkKafkaInternalProducer<byte[], byte[]> producer(String timeoutMs) {
    Properties properties = producerProperties();
    properties.setProperty("transaction.timeout.ms", timeoutMs);
    FlinkKafkaInternalProducer<byte[], byte[]> producer =
        new FlinkKafkaInternalProducer<>(properties, transactionalId);
    producer.initTransactions();
    return producer;
  }

  private KafkaCommittable write(FlinkKafkaInternalProducer<byte[], byte[]> producer) {
    producer.beginTransaction();
    String value = transactionalId + "/" + producer.getEpoch();
    producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8)), null);
    producer.flush();
    KafkaCommittable transaction =
        new KafkaCommittable(producer.getProducerId(), producer.getEpoch(), transactionalId, null);
    producer.precommitTransaction();
    return transaction;
  }

  private static KafkaCommittable with(
      FlinkKafkaInternalProducer<byte[], byte[]> producer, KafkaCommittable transaction) {
    return new KafkaCommittable(
        transaction.getProducerId(),
        transaction.getEpoch(),
        transaction.getTransactionalId(),
        producer);
  }

  /** A broker answers a commit before it has written the markers that make it seen. */
  private void awaitReadable(KafkaCommittable transaction) {
    Awaitility.await().atMost(DEADLINE).until(() -> readable(transaction));
  }

  private boolean readable(KafkaCommittable transaction) {
    String value = transactionalId + "/" + transaction.getEpoch();
    return KAFKA.topics().read(topic).stream()
        .anyMatch(message -> new String(message.value(), UTF_8).equals(value));
  }

  private void await(TransactionState state) {
    Awaitility.await(state.toString()).atMost(DEADLINE).until(() -> described().state() == state);
  }

  private void assertCommittedBefore(KafkaCommittable transaction) throws Exception {
    RecordingRequest again = new RecordingRequest(transaction);
    committer.commit(List.of(again));
    assertThat(again.signals).containsExactly("already committed");
  }

  private void assertSays(TransactionState state, KafkaCommittable transaction, int raisedBy)
      throws Exception {
    await(state);
    TransactionDescription described = described();
    assertThat(described.producerId()).isEqualTo(transaction.getProducerId());
    assertThat(described.producerEpoch() - transaction.getEpoch()).isEqualTo(raisedBy);
  }

  private TransactionDescription described() throws Exception {
    return KAFKA
        .topics()
        .admin()
        .describeTransactions(List.of(transactionalId))
        .description(transactionalId)
        .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  private StrictCommitter committer(Set<String> acceptedLosses) {
    return new StrictCommitter(
        connectorsCommitter(TestTopics.unique("riverrank")),
        new TransactionInspector(ClientProperties.sinkAdmin(settings())),
        acceptedLosses);
  }

  private static KafkaCommitter connectorsCommitter(String prefix) {
    return connectorsCommitter(prefix, FlinkKafkaInternalProducer::new);
  }

  private static KafkaCommitter connectorsCommitter(
      String prefix, BiFunction<Properties, String, FlinkKafkaInternalProducer<?, ?>> producers) {
    return new KafkaCommitter(producerProperties(), prefix, 0, 0, false, producers);
  }

  /** A producer to which the broker has said what it can. */
  private static FlinkKafkaInternalProducer<?, ?> acquainted(Properties properties, String id) {
    FlinkKafkaInternalProducer<?, ?> producer = new FlinkKafkaInternalProducer<>(properties, id);
    producer.partitionsFor(topic);
    return producer;
  }

  private static Properties producerProperties() {
    Properties properties = ClientProperties.sink(settings());
    properties.setProperty("key.serializer", ByteArraySerializer.class.getName());
    properties.setProperty("value.serializer", ByteArraySerializer.class.getName());
    return properties;
  }

  private static KafkaSettings settings() {
    return TestSettings.kafka(KAFKA.bootstrapServers(), "kafka.transaction-timeout=1 min");
  }

  private static final class RecordingRequest implements Committer.CommitRequest<KafkaCommittable> {

    private final KafkaCommittable transaction;
    private final List<String> signals = new ArrayList<>();

    RecordingRequest(KafkaCommittable transaction) {
      this.transaction = transaction;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return transaction;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      signals.add("known failure");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      signals.add("unknown failure");
    }

    @Override
    public void retryLater() {
      signals.add("retry");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      signals.add("retry");
    }

    @Override
    public void signalAlreadyCommitted() {
      signals.add("already committed");
    }
  }
}
