package io.riverrank.tools.text;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.text.MalformedTextException;
import java.io.IOException;
import java.util.Objects;

/** Says which line of which file can't be used. */
public final class InputError {

  private InputError() {}

  /**
   * @param problem the rest of the sentence
   */
  public static UserException at(String file, long line, String problem) {
    return new UserException("%s, line %d %s".formatted(file, line, problem));
  }

  /** Of an error while reading, after {@code line} lines. */
  public static UserException reading(String file, long line, IOException cause) {
    String why = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    return new UserException(
        cause instanceof MalformedTextException
            ? file + ", " + why
            : "%s can't be read after line %d: %s".formatted(file, line, why),
        cause);
  }
}
