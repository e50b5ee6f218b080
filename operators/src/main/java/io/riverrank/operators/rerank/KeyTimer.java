package io.riverrank.operators.rerank;

import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.util.function.ThrowingConsumer;

/** Does the same for a timer of either time domain; Flink makes the timer's key the current one. */
record KeyTimer(ThrowingConsumer<String, Exception> action)
    implements Triggerable<String, VoidNamespace> {

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    action.accept(timer.getKey());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    action.accept(timer.getKey());
  }
}
