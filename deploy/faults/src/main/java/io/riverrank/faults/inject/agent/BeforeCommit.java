package io.riverrank.faults.inject.agent;

import net.bytebuddy.asm.Advice;

/** Copied to the begin of {@code KafkaProducer.commitTransaction}. */
final class BeforeCommit {

  private BeforeCommit() {}

  @Advice.OnMethodEnter
  static void enter() {
    Injection.beforeCommit();
  }
}
