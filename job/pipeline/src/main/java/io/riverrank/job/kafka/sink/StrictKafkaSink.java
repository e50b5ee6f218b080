package io.riverrank.job.kafka.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A {@link KafkaSink} that doesn't lose a checkpoint's records in silence: where that one counts a
 * fenced or invalid transaction and goes on, this one fails the job, unless Kafka proves that the
 * transaction was committed before (see {@link StrictCommitter}).
 *
 * <p>Writer, state, serializers and co-location are the wrapped sink's, so state moves freely
 * between the two. The wrapped sink has to name its transactions by {@code INCREMENTING}.
 *
 * <p>Flink restarts a job that fails here as its restart strategy says, from the same checkpoint. A
 * loss stays one, so the job goes on failing, visibly, until a person decides.
 */
final class StrictKafkaSink<IN>
    implements TwoPhaseCommittingStatefulSink<IN, KafkaWriterState, KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {

  private static final long serialVersionUID = 1;

  private final KafkaSink<IN> sink;
  private final Properties adminProperties;
  private final Set<String> acceptedLosses;

  /**
   * @param adminProperties of an admin client on the sink's cluster
   * @param acceptedLosses transactional ids that may be lost, because the user said so
   */
  public StrictKafkaSink(
      KafkaSink<IN> sink, Properties adminProperties, Set<String> acceptedLosses) {
    this.sink = sink;
    this.adminProperties = adminProperties;
    this.acceptedLosses = Set.copyOf(acceptedLosses);
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new StrictCommitter(
        sink.createCommitter(context), new TransactionInspector(adminProperties), acceptedLosses);
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public PrecommittingStatefulSinkWriter<IN, KafkaWriterState, KafkaCommittable> createWriter(
      WriterInitContext context) throws IOException {
    return sink.createWriter(context);
  }

  @Override
  public PrecommittingStatefulSinkWriter<IN, KafkaWriterState, KafkaCommittable> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> recoveredState) throws IOException {
    return sink.restoreWriter(context, recoveredState);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }
}
