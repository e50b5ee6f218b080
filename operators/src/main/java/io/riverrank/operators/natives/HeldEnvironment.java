package io.riverrank.operators.natives;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime's native environment to the end of the process. A shutdown hook of the Java
 * binding releases it while other threads may still be in a session, as those of a run that is
 * interrupted are, and then the process crashes. The native side counts its holders, so one more
 * leaves the hook nothing to free.
 */
final class HeldEnvironment {

  private static final Logger LOG = LoggerFactory.getLogger(HeldEnvironment.class);
  private static boolean held;

  private HeldEnvironment() {}

  /** After the binding has made its own. */
  static synchronized void hold() {
    if (held) {
      return;
    }
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      api.setAccessible(true);
      create.setAccessible(true);
      create.invoke(
          null,
          api.getLong(null),
          OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
          "ort-java");
      held = true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version of the binding; it crashes at worst when the process ends anyway.
      LOG.debug("ONNX Runtime's environment can't be held", e);
    }
  }
}
