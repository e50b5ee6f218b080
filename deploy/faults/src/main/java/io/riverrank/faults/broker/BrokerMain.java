package io.riverrank.faults.broker;

import io.riverrank.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker as a process of its own: {@code FOLDER PORT CONTROLLER-PORT [KEY=VALUE ...]}. */
public final class BrokerMain {

  private BrokerMain() {}

  /** Serves until the process is ended. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> properties =
        Stream.of(args)
            .skip(3)
            .map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    EmbeddedKafka kafka =
        EmbeddedKafka.resume(
            Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), properties);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    kafka.close();
                  } catch (IOException e) {
                    System.err.println("broker: " + e.getMessage());
                  }
                }));
    new CountDownLatch(1).await();
  }
}
