package io.riverrank.operators.natives;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.ModelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.annotation.Nullable;

/** The native libraries, which load in a thread of their own while files are fetched and read. */
public final class LoadingLibraries implements AutoCloseable {
  private final CompletableFuture<OrtEnvironment> onnxRuntime = new CompletableFuture<>();
  private final CompletableFuture<Void> tokenizers = new CompletableFuture<>();
  private final Thread thread;

  private LoadingLibraries(@Nullable String directory) {
    thread = new Thread(() -> load(directory), "riverrank-libraries");
    thread.setDaemon(true);
  }

  /**
   * @param directory as {@link NativeLibraries#load} takes it
   * @throws ModelException if nothing can be written there
   */
  public static LoadingLibraries start(@Nullable String directory) {
    NativeLibraries.requirePlace(directory);
    LoadingLibraries loading = new LoadingLibraries(directory);
    loading.thread.start();
    return loading;
  }

  private void load(@Nullable String directory) {
    try {
      onnxRuntime.complete(NativeLibraries.load(directory));
      NativeLibraries.loadTokenizers();
      tokenizers.complete(null);
    } catch (RuntimeException | Error e) {
      onnxRuntime.completeExceptionally(e);
      tokenizers.completeExceptionally(e);
    }
  }

  /**
   * Waits for ONNX Runtime; the tokenizer's library may still load.
   *
   * @throws ModelException as {@link NativeLibraries#load} does
   */
  public OrtEnvironment onnxRuntime() {
    return loaded(onnxRuntime);
  }

  /**
   * Waits for the tokenizer's library.
   *
   * @throws ModelException as {@link NativeLibraries#loadTokenizers} does
   */
  public void awaitTokenizers() {
    loaded(tokenizers);
  }

  private static <T> T loaded(CompletableFuture<T> library) {
    try {
      return library.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Returns when the thread has ended: none of ours outlives its work, not even for a moment. */
  @Override
  public void close() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
