package io.riverrank.faults.inject.agent;

import ai.onnxruntime.OrtException;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Copied to the begin of {@code OrtSession.run}. */
final class BeforeRun {

  private BeforeRun() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object session, @Advice.Argument(0) Map<String, ?> inputs)
      throws OrtException {
    Injection.beforeRun(session, inputs);
  }
}
