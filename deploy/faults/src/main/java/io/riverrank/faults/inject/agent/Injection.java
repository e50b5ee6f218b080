package io.riverrank.faults.inject.agent;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does to this process what the file {@link #COMMAND} says, and appends a line to {@link #RECORD}
 * each time. Called from the model's and the committer's threads; the file is read each time, which
 * costs little beside a run of a model.
 */
public final class Injection {

  /** File with one {@link Command}; the suite replaces it as a whole. */
  public static final String COMMAND = "command";

  /** File with a mode and a process id a line: what was done. */
  public static final String RECORD = "record";

  private static final long HOLD_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static volatile Path folder;

  private Injection() {}

  static void listenTo(Path commandFolder) {
    folder = commandFolder;
  }

  /**
   * @param inputs of the run; {@code input_ids} is {@code [rows, padded length]}
   * @throws OrtException if this run is to fail
   */
  public static void beforeRun(Object session, Map<String, ?> inputs) throws OrtException {
    Command command = command();
    switch (command.mode()) {
      case PAIR -> {
        if (contains(ids(inputs), command.numbers())) {
          fail(command, "injected: this run has the marked pair");
        }
      }
      case BATCH -> {
        if (ids(inputs).getInfo().getShape()[0] > 1) {
          fail(command, "injected: this run has more than one pair");
        }
      }
      case ALL -> fail(command, "injected: every run fails");
      case SLOW -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(command.numbers().get(0)));
      case CRASH -> crash(session);
      case OFF, HOLD_COMMITS -> {}
    }
  }

  /** Returns when commits are not held any more, or the thread is interrupted. */
  public static void beforeCommit() {
    if (command().mode() != Command.Mode.HOLD_COMMITS) {
      return;
    }
    record(Command.Mode.HOLD_COMMITS);
    while (command().mode() == Command.Mode.HOLD_COMMITS
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(HOLD_POLL_NANOS);
    }
  }

  private static void fail(Command command, String message) throws OrtException {
    record(command.mode());
    throw new OrtException(OrtException.OrtErrorCode.ORT_RUNTIME_EXCEPTION, message);
  }

  private static OnnxTensor ids(Map<String, ?> inputs) {
    return (OnnxTensor) inputs.get("input_ids");
  }

  private static boolean contains(OnnxTensor tensor, List<Long> marker) {
    LongBuffer ids = tensor.getLongBuffer();
    for (int start = 0; start + marker.size() <= ids.limit(); start++) {
      int length = 0;
      while (length < marker.size() && ids.get(start + length) == marker.get(length)) {
        length++;
      }
      if (length == marker.size()) {
        return true;
      }
    }
    return false;
  }

  /** Only one process gets hold of the command; ONNX Runtime then follows a pointer to nowhere. */
  private static void crash(Object session) {
    try {
      Files.delete(folder.resolve(COMMAND));
      record(Command.Mode.CRASH);
      Field handle = session.getClass().getDeclaredField("nativeHandle");
      handle.setAccessible(true);
      handle.setLong(session, 8);
    } catch (NoSuchFileException e) {
      // Another process crashes.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ONNX Runtime's session has no native handle", e);
    }
  }

  private static Command command() {
    try {
      return Command.parse(Files.readString(folder.resolve(COMMAND)));
    } catch (NoSuchFileException e) {
      return Command.OFF;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized void record(Command.Mode mode) {
    try {
      Files.writeString(
          folder.resolve(RECORD),
          "%s %d%n".formatted(mode, ProcessHandle.current().pid()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
