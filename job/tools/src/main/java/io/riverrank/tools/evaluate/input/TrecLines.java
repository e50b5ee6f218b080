package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.trec.LineFormat;
import io.riverrank.schemas.trec.LineReader;
import io.riverrank.schemas.trec.MalformedLineException;
import io.riverrank.tools.text.InputError;
import java.io.IOException;
import javax.annotation.Nullable;

/** Records of a file, one a line; whatever is wrong with one ends the evaluation. */
final class TrecLines<T> implements AutoCloseable {
  private final InputFile file;
  private final LineReader<T> lines;

  TrecLines(InputFile file, LineFormat<T> format) {
    this.file = file;
    this.lines = new LineReader<>(file.name(), file.reader(), format);
  }

  /**
   * @return null at the end
   * @throws UserException if a line is wrong or the file can't be read
   */
  @Nullable
  T next() {
    try {
      return lines.next();
    } catch (MalformedLineException e) {
      throw new UserException(e.getMessage(), e);
    } catch (IOException e) {
      throw InputError.reading(file.name(), lines.lineNumber(), e);
    }
  }

  /** About the line that was read last. */
  UserException error(String problem) {
    return InputError.at(file.name(), lines.lineNumber(), problem);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
