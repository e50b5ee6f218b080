package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.MissingFileException;
import io.riverrank.job.errors.UserException;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * A local file that can be read more than once. Standard input is kept in a temporary file for
 * that.
 *
 * @param name for messages
 * @param extension without {@code .gz} or {@code .zst}, lower case; empty if there is none
 */
public record InputFile(String name, Path path, String extension) {

  private static final String STANDARD_INPUT = "-";

  /**
   * @param file a path, or {@code -} for standard input, which is taken for JSON Lines
   * @throws UserException if there is no such file
   */
  public static InputFile of(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      Path copy = Files.createTempFile("riverrank-evaluate", ".jsonl");
      copy.toFile().deleteOnExit();
      Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
      return new InputFile("standard input", copy, "jsonl");
    }
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw new MissingFileException(file, null);
    }
    if (Files.isDirectory(path)) {
      throw new UserException(file + " is a folder; name one file of it");
    }
    if (!Files.isReadable(path)) {
      throw new UserException(file + " can't be read; its permissions don't let you");
    }
    return new InputFile(file, path, extension(file));
  }

  /**
   * Its text from the begin.
   *
   * @throws UserException if the file can't be read
   */
  public Reader reader() {
    return TextFiles.reader(path, name);
  }

  private static String extension(String file) {
    String base = file.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|zst)$", "");
    int dot = base.lastIndexOf('.');
    return dot > base.lastIndexOf('/') ? base.substring(dot + 1) : "";
  }
}
