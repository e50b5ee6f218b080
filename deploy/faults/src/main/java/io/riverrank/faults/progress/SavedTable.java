package io.riverrank.faults.progress;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.riverrank.faults.report.FaultRow;
import io.riverrank.faults.report.FaultTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A folder with the rows of the kinds that are done. A suite that was stopped, at whatever moment,
 * goes on behind them: a row is there whole or not at all, and one that failed stays.
 *
 * <p>{@code suite.json} is what is read again, {@code table.txt} the same for a person. One run has
 * the folder at a time.
 */
public final class SavedTable implements AutoCloseable {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
          .setVisibility(PropertyAccessor.GETTER, Visibility.NONE)
          .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final FileChannel lock;
  private final RunIdentity identity;
  private final long seed;
  private final List<FaultRow> rows;

  private record Content(RunIdentity identity, long seed, List<FaultRow> rows) {}

  private SavedTable(Path folder, FileChannel lock, Content content) {
    this.folder = folder;
    this.lock = lock;
    this.identity = content.identity();
    this.seed = content.seed();
    this.rows = new ArrayList<>(content.rows());
  }

  /**
   * Takes the folder, which is made if it isn't there.
   *
   * @param seed of a table that begins; null if the one that is there may say it
   * @param otherwise the seed of a table that begins without one
   * @throws SavedTableException if it is another run's, or in use
   */
  public static SavedTable open(
      Path folder, RunIdentity identity, @Nullable Long seed, long otherwise)
      throws IOException, SavedTableException {
    Files.createDirectories(folder);
    FileChannel lock = lock(folder);
    try {
      Path file = folder.resolve("suite.json");
      if (!Files.exists(file)) {
        SavedTable begun =
            new SavedTable(
                folder, lock, new Content(identity, seed == null ? otherwise : seed, List.of()));
        begun.write();
        return begun;
      }
      Content content = read(file);
      identity.requireSame(content.identity());
      if (seed != null && seed != content.seed()) {
        throw new SavedTableException(
            "holds a table of seed %d, and this is %d; leave --seed out, or give another folder"
                .formatted(content.seed(), seed));
      }
      return new SavedTable(folder, lock, content);
    } catch (IOException | SavedTableException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException, SavedTableException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new SavedTableException(
          "is in use by another run; wait for it, or give another folder");
    }
    return channel;
  }

  private static Content read(Path file) throws IOException, SavedTableException {
    try {
      return JSON.readValue(file.toFile(), Content.class);
    } catch (JsonProcessingException e) {
      throw new SavedTableException(
          "has a suite.json that is no table: %s; give another folder"
              .formatted(e.getOriginalMessage()));
    }
  }

  /** Of all that is random in this run, from its first kind on. */
  public long seed() {
    return seed;
  }

  /** Those that are done, in order. */
  public List<FaultRow> rows() {
    return List.copyOf(rows);
  }

  /** Whether a kind is done. */
  public boolean has(String kind) {
    return rows.stream().anyMatch(row -> row.kind().equals(kind));
  }

  /** A kind is done; on disk when this returns. */
  public void add(FaultRow row) throws IOException {
    rows.add(row);
    write();
  }

  private void write() throws IOException {
    replace("suite.json", JSON.writeValueAsBytes(new Content(identity, seed, rows)));
    StringWriter table = new StringWriter();
    new FaultTable(rows).print(new PrintWriter(table));
    replace("table.txt", table.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void replace(String name, byte[] content) throws IOException {
    Path half = folder.resolve(name + ".half");
    try (FileChannel channel =
        FileChannel.open(
            half,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        half,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Where processes are written down that a run may leave behind. */
  public Path processes() {
    return folder.resolve("processes");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
