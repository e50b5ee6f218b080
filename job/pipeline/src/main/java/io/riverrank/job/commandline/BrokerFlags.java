package io.riverrank.job.commandline;

import io.riverrank.job.options.KafkaOptions;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import picocli.CommandLine.Option;

/** Where Kafka is, for every command that uses it. */
public final class BrokerFlags {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers (kafka.bootstrap-servers).")
  @Nullable
  private String bootstrapServers;

  /**
   * @param flags told the options, as {@link OptionFlags#set}
   */
  public void set(BiConsumer<ConfigOption<?>, Object> flags) {
    flags.accept(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers);
  }
}
