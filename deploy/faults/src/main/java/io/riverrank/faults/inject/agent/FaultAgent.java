package io.riverrank.faults.inject.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * Entry point of the agent: {@code -javaagent:riverrank-faults-agent.jar=FOLDER}. Each run of the
 * model and each commit of a Kafka transaction asks {@link Injection} first.
 */
public final class FaultAgent {

  private FaultAgent() {}

  /**
   * @param folder where the suite puts its command and the agent its record
   */
  public static void premain(String folder, Instrumentation instrumentation) {
    Injection.listenTo(Path.of(folder));
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(named("ai.onnxruntime.OrtSession"))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(BeforeRun.class).on(named("run").and(takesArguments(3)))))
        .type(named("org.apache.kafka.clients.producer.KafkaProducer"))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(BeforeCommit.class).on(named("commitTransaction"))))
        .installOn(instrumentation);
  }
}
