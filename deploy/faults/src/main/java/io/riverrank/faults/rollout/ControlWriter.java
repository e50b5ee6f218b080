package io.riverrank.faults.rollout;

import io.riverrank.faults.trial.JobSpec;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlEncoder;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes commands by a producer that is connected already, so that it is known when one is there.
 */
public final class ControlWriter implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;

  /**
   * @param jobName whom it commands
   */
  public ControlWriter(String bootstrapServers, String jobName) {
    topic = Commands.CONTROL.replace(JobSpec.JOB, jobName);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.partitionsFor(topic);
  }

  /**
   * Writes a command that names no model.
   *
   * @return when the broker had it, of {@link System#nanoTime}
   */
  public long write(ControlCommand.Kind kind) throws IOException, InterruptedException {
    ControlCommand command =
        new ControlCommand(UUID.randomUUID().toString(), kind, null, null, "faults");
    try {
      producer.send(new ProducerRecord<>(topic, new ControlEncoder().encode(command))).get();
    } catch (ExecutionException e) {
      throw new IOException("%s can't be written".formatted(command), e.getCause());
    }
    return System.nanoTime();
  }

  @Override
  public void close() {
    producer.close();
  }
}
