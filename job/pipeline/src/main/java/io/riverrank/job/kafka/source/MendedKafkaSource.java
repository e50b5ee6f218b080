package io.riverrank.job.kafka.source;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's source without two of its faults.
 *
 * <p>A bounded one also ends after a restart. The connector's enumerator tells readers that there
 * are no more splits after it has found new partitions only; one that is restored finds none, so
 * its readers would wait for ever (FLINK-31006).
 *
 * <p>The job manager keeps no connection of a job that has ended. It closes the job's class loader
 * while the enumerator's admin client still closes, which then lacks a class that it loads last.
 */
final class MendedKafkaSource<T> implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState> {

  private static final long serialVersionUID = 1;

  /** Loaded by the client when it closes its first connection. */
  static final String LOADED_LAST = "org.apache.kafka.common.network.Selector$CloseMode";

  private final KafkaSource<T> source;

  public MendedKafkaSource(KafkaSource<T> source) {
    this.source = source;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return source.createReader(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    loadWhatClosingNeeds();
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws Exception {
    loadWhatClosingNeeds();
    var enumerator = source.restoreEnumerator(context, state);
    // Before the first discovery there are partitions to find, and the connector tells by itself.
    return getBoundedness() == Boundedness.BOUNDED && state.initialDiscoveryFinished()
        ? new RestoredEnumerator(enumerator, context)
        : enumerator;
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  private static void loadWhatClosingNeeds() {
    try {
      Class.forName(LOADED_LAST, true, MendedKafkaSource.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      // Another version of the client, which does without.
    }
  }
}
