package io.riverrank.tools.text;

import io.riverrank.job.errors.MissingFileException;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** UTF-8 files; {@code -} is standard input or output. */
public final class TextFiles {

  private TextFiles() {}

  /**
   * @throws UserException if the file can't be read
   */
  public static BufferedReader reader(String file) {
    if (file.equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    try {
      return Files.newBufferedReader(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new MissingFileException(file, e);
    } catch (IOException e) {
      throw new UserException("%s can't be read: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  /**
   * @throws UserException if the file can't be written
   */
  public static Writer writer(String file) {
    if (file.equals("-")) {
      return new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    }
    try {
      return Files.newBufferedWriter(Path.of(file));
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }
}
