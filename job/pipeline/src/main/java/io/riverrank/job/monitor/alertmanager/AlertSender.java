package io.riverrank.job.monitor.alertmanager;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that sends all that is outstanding, when something is new and every {@code resendMs}.
 * A failure is logged once, until it is over; the next send has everything again.
 */
final class AlertSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertSender.class);

  private final AlertmanagerSettings settings;
  private final OutstandingAlerts outstanding;
  private final AlertmanagerClient client;
  private final SenderMetrics metrics;
  private final Thread thread = new Thread(this::run, "alertmanager-sender");

  private boolean news = true;
  private boolean finishing;
  private boolean closed;
  private boolean failing;

  AlertSender(
      AlertmanagerSettings settings,
      OutstandingAlerts outstanding,
      AlertmanagerClient client,
      SenderMetrics metrics) {
    this.settings = settings;
    this.outstanding = outstanding;
    this.client = client;
    this.metrics = metrics;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  synchronized void wake() {
    news = true;
    notifyAll();
  }

  /** Sends what is new, and returns when it is sent or the request has failed. */
  void finish() throws InterruptedException {
    synchronized (this) {
      finishing = true;
      notifyAll();
    }
    thread.join(2 * settings.timeoutMs());
  }

  private void run() {
    try {
      while (await()) {
        send();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there is to be another send. */
  private synchronized boolean await() throws InterruptedException {
    long untilMs = System.nanoTime() / 1_000_000 + settings.resendMs();
    while (!news && !closed && !finishing) {
      long leftMs = untilMs - System.nanoTime() / 1_000_000;
      if (leftMs <= 0) {
        break;
      }
      wait(leftMs);
    }
    boolean more = !closed && (news || !finishing);
    news = false;
    return more;
  }

  private void send() throws InterruptedException {
    long nowMs = System.currentTimeMillis();
    List<OutstandingAlert> due = outstanding.due(nowMs);
    if (due.isEmpty()) {
      return;
    }
    try {
      client.post(due, nowMs);
      metrics.posted();
      if (failing) {
        LOG.info("Alertmanager at {} takes alerts again", settings.url());
      }
      failing = false;
    } catch (IOException | RuntimeException e) {
      // Whatever it is, the next send tries again: this thread must not end before its job.
      metrics.failed();
      if (!failing) {
        LOG.warn(
            "Alertmanager at {} didn't take {} alerts: {}; sending goes on every {} s without"
                + " further warning",
            settings.url(),
            due.size(),
            e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
            settings.resendMs() / 1000);
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    // It may hang in a request that nobody answers.
    thread.interrupt();
  }
}
