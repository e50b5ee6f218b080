package io.riverrank.job.testing;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Writes as the wrapped sink does, and fails the job when a checkpoint is to be committed. */
public final class CrashBeforeCommitSink<IN>
    implements TwoPhaseCommittingStatefulSink<IN, KafkaWriterState, KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {

  /** Of the failure; the transactional id follows. */
  public static final String MESSAGE = "crash before the commit of ";

  private final TwoPhaseCommittingStatefulSink<IN, KafkaWriterState, KafkaCommittable> sink;

  @SuppressWarnings("unchecked")
  public CrashBeforeCommitSink(Sink<IN> sink) {
    this.sink = (TwoPhaseCommittingStatefulSink<IN, KafkaWriterState, KafkaCommittable>) sink;
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    Committer<KafkaCommittable> committer = sink.createCommitter(context);
    return new Committer<>() {
      @Override
      public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException {
        for (CommitRequest<KafkaCommittable> request : requests) {
          throw new IOException(MESSAGE + request.getCommittable().getTransactionalId());
        }
      }

      @Override
      public void close() throws Exception {
        committer.close();
      }
    };
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
  @SuppressWarnings("unchecked")
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    ((SupportsPostCommitTopology<KafkaCommittable>) sink).addPostCommitTopology(committables);
  }
}
