package io.riverrank.job.commands;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.errors.MissingFileException;
import io.riverrank.job.errors.OutOfMemory;
import io.riverrank.job.errors.UserException;
import io.riverrank.job.kafka.check.TopicCheckException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.options.SettingsException;
import java.nio.file.FileSystemException;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.util.ExceptionUtils;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one sentence what failed; the stack trace only with {@code --verbose}. */
final class Failures implements IExecutionExceptionHandler {

  /** Their messages are sentences for the user. */
  private static final List<Class<? extends Throwable>> FOR_THE_USER =
      List.of(UserException.class, SettingsException.class, ModelException.class);

  @Nullable private Throwable last;

  @Nullable
  Throwable last() {
    return last;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    last = failure;
    Throwable cause = cause(failure);
    commandLine
        .getErr()
        .println(commandLine.getColorScheme().errorText("riverrank: " + message(cause)));
    if (Verbosity.isVerbose(commandLine)) {
      failure.printStackTrace(commandLine.getErr());
    }
    return exitCode(cause);
  }

  /** The exception that was written for the user, however deep Flink wrapped it. */
  private static Throwable cause(Throwable failure) {
    for (Class<? extends Throwable> known : FOR_THE_USER) {
      var found = ExceptionUtils.findThrowable(failure, known);
      if (found.isPresent()) {
        return found.get();
      }
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String message(Throwable cause) {
    if (FOR_THE_USER.stream().anyMatch(known -> known.isInstance(cause))) {
      return cause.getMessage();
    }
    if (cause instanceof OutOfMemoryError) {
      return OutOfMemory.sentence(null);
    }
    if (cause instanceof FileSystemException problem && problem.getFile() != null) {
      return "%s can't be read or written: %s"
          .formatted(problem.getFile(), FileProblem.of(problem));
    }
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause.getClass().getSimpleName() + message + " (--verbose shows where)";
  }

  private static int exitCode(Throwable cause) {
    if (cause instanceof SettingsException) {
      return ExitCodes.USAGE;
    }
    if (cause instanceof ModelException) {
      return ExitCodes.MODEL;
    }
    if (cause instanceof MissingFileException) {
      return ExitCodes.USAGE;
    }
    return cause instanceof TopicCheckException ? ExitCodes.KAFKA : ExitCodes.FAILED;
  }
}
