package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.MicroBatch;
import io.riverrank.operators.batching.PendingPair;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * One run of the model, for JDK Flight Recorder: when it began and ended, and what was in it. Costs
 * nothing where nobody records it.
 */
@Name(MicroBatchEvent.NAME)
@Label("Micro-batch")
@Category("Riverrank")
@Description("One run of the model on a micro-batch")
@StackTrace(false)
public final class MicroBatchEvent extends Event {
  public static final String NAME = "io.riverrank.MicroBatch";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Label("Pairs")
  int rows;

  @Label("Tokens without padding")
  int tokens;

  @Label("Tokens with padding")
  int paddedTokens;

  @Label("Why it went")
  String reason;

  @Label("Tokenizing")
  @Description("From submission to token ids, summed over the pairs")
  @Timespan(Timespan.NANOSECONDS)
  long tokenizeNanos;

  @Label("Waiting")
  @Description("From token ids to this run, summed over the pairs")
  @Timespan(Timespan.NANOSECONDS)
  long queueNanos;

  @Label("CPU time")
  @Description("Of the caller's thread; ONNX Runtime's own threads and devices are not in it")
  @Timespan(Timespan.NANOSECONDS)
  long cpuNanos;

  private transient long startCpuNanos;

  /** Marks the start of a run, on the thread that will run it. */
  void start() {
    begin();
    startCpuNanos = isEnabled() ? threadCpuNanos() : Long.MAX_VALUE;
  }

  /**
   * Records a run that has just ended; {@link #start} marked its start.
   *
   * @param startNanos the same moment, by {@link System#nanoTime}
   */
  void record(MicroBatch<?> batch, long startNanos) {
    end();
    if (!shouldCommit()) {
      return;
    }
    // A recording that began during this run does not know where it started.
    cpuNanos = Math.max(0, threadCpuNanos() - startCpuNanos);
    rows = batch.rows();
    tokens = batch.tokens();
    paddedTokens = batch.paddedTokens();
    reason = batch.reason().name();
    for (PendingPair pair : batch.pairs()) {
      tokenizeNanos += pair.tokenizedNanos() - pair.submittedNanos();
      queueNanos += startNanos - pair.tokenizedNanos();
    }
    commit();
  }

  /** 0 where the JVM does not tell. */
  private static long threadCpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? Math.max(0, THREADS.getCurrentThreadCpuTime())
        : 0;
  }
}
