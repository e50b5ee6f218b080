package io.riverrank.operators.natives;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * ONNX Runtime's own telemetry, which is on in its builds for Linux and macOS since 1.29: a device
 * id and a database of events in the user's home, an address that it looks up. {@code
 * OrtEnvironment.setTelemetry} comes too late, since the files are made with the environment. What
 * it does heed is a variable of the process, which Java can read and not set.
 */
final class Telemetry {
  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private Telemetry() {}

  /**
   * Before ONNX Runtime's library loads. A value that is there stays, whatever it is.
   *
   * @throws LinkageError if JNA's library, which sets the variable, does not load
   */
  static void turnOff() {
    if (System.getenv(VARIABLE) == null && !Platform.isWindows()) {
      // By name, not by an interface of ours: JNA would keep that, and with it a job's class
      // loader.
      NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {VARIABLE, "1", 1});
    }
  }
}
