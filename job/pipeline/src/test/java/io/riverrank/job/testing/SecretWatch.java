package io.riverrank.job.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;

/**
 * Reads all that this JVM logs at DEBUG, in place of its usual logging, and keeps what has a
 * secret.
 */
public final class SecretWatch extends AbstractAppender implements AutoCloseable {
  private final LoggerContext context = LoggerContext.getContext(false);
  private final Configuration before = context.getConfiguration();
  private final AtomicLong events = new AtomicLong();
  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
  private final List<String> secrets;

  private SecretWatch(List<String> secrets) {
    super("secret-watch", null, null, false, Property.EMPTY_ARRAY);
    this.secrets = secrets;
  }

  public static SecretWatch start(String... secrets) {
    SecretWatch watch = new SecretWatch(List.of(secrets));
    watch.start();
    Configuration everything = new DefaultConfiguration();
    everything
        .getRootLogger()
        .getAppenders()
        .keySet()
        .forEach(everything.getRootLogger()::removeAppender);
    everything.getRootLogger().addAppender(watch, Level.DEBUG, null);
    everything.getRootLogger().setLevel(Level.DEBUG);
    watch.context.reconfigure(everything);
    return watch;
  }

  @Override
  public void append(LogEvent event) {
    events.incrementAndGet();
    StringWriter text = new StringWriter().append(event.getMessage().getFormattedMessage());
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(text));
    }
    secrets.stream()
        .filter(text.toString()::contains)
        .forEach(secret -> leaks.add(event.getLoggerName() + ": " + text));
  }

  /** How many log events were looked at. */
  public long events() {
    return events.get();
  }

  /** Log events with a secret. */
  public List<String> leaks() {
    return List.copyOf(leaks);
  }

  @Override
  public void close() {
    context.reconfigure(before);
    stop();
  }
}
