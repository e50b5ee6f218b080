package io.riverrank.tools.text;

import com.github.luben.zstd.ZstdInputStream;
import io.riverrank.job.errors.MissingFileException;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.schemas.text.StrictReader;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Text files as every command reads and writes them: what {@link StrictReader} reads, unpacked
 * where the name ends with {@code .gz} or {@code .zst}; written as UTF-8. {@code -} is standard
 * input or output.
 */
public final class TextFiles {

  private static final String STANDARD = "-";

  private TextFiles() {}

  /** What messages call a file. */
  public static String name(String file) {
    return file.equals(STANDARD) ? "standard input" : file;
  }

  /**
   * @throws UserException if the file can't be read
   */
  public static Reader reader(String file) {
    return file.equals(STANDARD)
        ? new StrictReader(new LeftOpen(System.in))
        : reader(Path.of(file), file);
  }

  /**
   * @param name for messages
   * @throws UserException if the file can't be read
   */
  public static Reader reader(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw new UserException(name + " is a folder; name one file of it");
    }
    try {
      return new StrictReader(open(file));
    } catch (NoSuchFileException e) {
      throw new MissingFileException(name, e);
    } catch (IOException e) {
      throw new UserException("%s can't be read: %s".formatted(name, FileProblem.of(e)), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    String lower = file.toString().toLowerCase(Locale.ROOT);
    try {
      if (lower.endsWith(".gz")) {
        return new GZIPInputStream(bytes);
      }
      return lower.endsWith(".zst") ? new ZstdInputStream(bytes) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * @throws UserException if the file can't be written
   */
  public static Writer writer(String file) {
    if (file.equals(STANDARD)) {
      return new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    }
    try {
      return Files.newBufferedWriter(Path.of(file));
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  /** Standard input is the process's. */
  private static final class LeftOpen extends FilterInputStream {
    LeftOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // Not ours.
    }
  }
}
