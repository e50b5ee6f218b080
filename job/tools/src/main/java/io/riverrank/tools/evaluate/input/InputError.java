package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;

/** Says which line of which file can't be used. */
final class InputError {

  private InputError() {}

  static UserException at(InputFile file, long line, String problem) {
    return new UserException("%s, line %d %s".formatted(file.name(), line, problem));
  }

  /** Of an error while reading, after {@code line} lines. */
  static UserException reading(InputFile file, long line, Exception cause) {
    String why =
        cause instanceof CharacterCodingException
            ? "is not UTF-8; convert the file, or decompress it by the right extension"
            : "can't be read: "
                + Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    return new UserException("%s, after line %d: it %s".formatted(file.name(), line, why), cause);
  }
}
