package io.riverrank.tools.evaluate.input;

import com.github.luben.zstd.ZstdInputStream;
import io.riverrank.job.errors.MissingFileException;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

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
   * UTF-8 text, decompressed; bytes that are none are an error.
   *
   * @throws UserException if the file can't be read
   */
  public BufferedReader reader() {
    try {
      return new BufferedReader(
          new InputStreamReader(
              open(),
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT)));
    } catch (NoSuchFileException e) {
      throw new MissingFileException(name, e);
    } catch (IOException e) {
      throw new UserException("%s can't be read: %s".formatted(name, FileProblem.of(e)), e);
    }
  }

  private InputStream open() throws IOException {
    InputStream bytes = Files.newInputStream(path);
    String lower = path.toString().toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return new GZIPInputStream(bytes);
    }
    return lower.endsWith(".zst") ? new ZstdInputStream(bytes) : bytes;
  }

  private static String extension(String file) {
    String base = file.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|zst)$", "");
    int dot = base.lastIndexOf('.');
    return dot > base.lastIndexOf('/') ? base.substring(dot + 1) : "";
  }
}
