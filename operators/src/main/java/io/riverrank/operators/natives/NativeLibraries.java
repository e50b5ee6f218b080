package io.riverrank.operators.natives;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.Utils;
import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.annotation.Nullable;

/**
 * Settings of the native libraries that have to stand before they load, once a JVM: no telemetry
 * and no calls home, no CUDA tokenizer, and a folder that they can be extracted to.
 *
 * <p>On a cluster the jars of both libraries belong into Flink's {@code lib/}: a native library
 * loads in one class loader of a JVM only, and a job's class loader ends with the job.
 */
public final class NativeLibraries {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private NativeLibraries() {}

  /**
   * Loads ONNX Runtime and makes the tokenizer library ready to load.
   *
   * @param directory where both are extracted to and stay; null for the JVM's temporary folder,
   *     where ONNX Runtime's go with the JVM
   * @throws ModelException if nothing can be written there, or a library does not load
   */
  public static synchronized OrtEnvironment load(@Nullable String directory) {
    prepareTokenizers();
    Path target = target(directory);
    requirePlace(target);
    try {
      // By itself JNA takes a cache in the user's home.
      setIfAbsent("jna.tmpdir", target.toString());
      if (directory != null) {
        setIfAbsent("DJL_CACHE_DIR", target.resolve("djl").toString());
      }
      OnnxRuntimeFiles.extract(directory == null ? null : target, target);
    } catch (IOException e) {
      throw cannotLoad(target, e);
    }
    return environment(target);
  }

  /**
   * In a thread of its own, for two reasons. The environment's shutdown hook inherits the context
   * class loader and lives as long as the JVM; a job's class loader must not. And ONNX Runtime
   * matches a regular expression against the process's command line, which takes stack in
   * proportion to its length: a task manager with some 4 kB of class path and options would crash
   * in a thread of Java's usual size.
   */
  private static OrtEnvironment environment(Path target) {
    FutureTask<OrtEnvironment> task =
        new FutureTask<>(
            () -> {
              Telemetry.turnOff();
              OrtEnvironment environment = OrtEnvironment.getEnvironment();
              HeldEnvironment.hold();
              return environment;
            });
    Thread thread = new Thread(null, task, "riverrank-onnxruntime-start", stackBytes());
    thread.setContextClassLoader(OrtEnvironment.class.getClassLoader());
    thread.setDaemon(true);
    thread.start();
    try {
      OrtEnvironment environment = task.get();
      // No thread of ours outlives its work, not even for a moment.
      thread.join();
      return environment;
    } catch (ExecutionException e) {
      throw cannotLoad(target, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotLoad(target, e);
    }
  }

  /** ONNX Runtime 1.29 takes 270 bytes for each of the command line; this is twice as many. */
  private static long stackBytes() {
    try {
      return (4L << 20) + 512L * Files.readAllBytes(COMMAND_LINE).length;
    } catch (IOException e) {
      // No Linux; long enough for what a person would type.
      return 64L << 20;
    }
  }

  private static void prepareTokenizers() {
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ai.djl.offline", "true");
    if (System.getenv("RUST_FLAVOR") == null) {
      setIfAbsent("RUST_FLAVOR", "cpu");
    }
  }

  /**
   * Loads the tokenizer library.
   *
   * @throws ModelException if it does not load
   */
  public static void loadTokenizers() {
    try {
      LibUtils.checkStatus();
    } catch (RuntimeException | LinkageError e) {
      Path target = Utils.getEngineCacheDir("tokenizers");
      try {
        requireWritable(target);
      } catch (IOException unwritable) {
        // DJL passes over it, tries to download the library and says something of that.
        throw cannotLoad(target, unwritable);
      }
      throw cannotLoad(target, e);
    }
  }

  /**
   * Whether {@link #load} could put the libraries there, which is said at once.
   *
   * @throws ModelException if nothing can be written there
   */
  static void requirePlace(@Nullable String directory) {
    requirePlace(target(directory));
  }

  private static void requirePlace(Path target) {
    try {
      requireWritable(target);
    } catch (IOException e) {
      throw cannotLoad(target, e);
    }
  }

  private static Path target(@Nullable String directory) {
    return Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
  }

  private static void requireWritable(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, "riverrank", ".probe"));
  }

  private static ModelException cannotLoad(Path target, Throwable cause) {
    return new ModelException(
        "native libraries can't be extracted to %s or loaded from there (%s); set rerank.execution.native-dir to a writable folder on a mount that allows execution, and on a cluster put their jars into Flink's lib/"
            .formatted(target, reason(cause)),
        cause);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException io ? FileProblem.of(io) : cause.getMessage();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
