package io.riverrank.job.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file of one of Flink's file systems.
 *
 * @param length in bytes
 */
public record FlinkInputFile(Path path, long length) implements InputFile {

  /** A file of this machine. */
  public static FlinkInputFile local(java.nio.file.Path file) throws IOException {
    return new FlinkInputFile(new Path(file.toUri()), Files.size(file));
  }

  @Override
  public long getLength() {
    return length;
  }

  /**
   * @throws IOException the file system's own, if there is no such file
   */
  @Override
  public SeekableInputStream newStream() throws IOException {
    return new Stream(path.getFileSystem().open(path));
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static final class Stream extends DelegatingSeekableInputStream {
    private final FSDataInputStream in;

    Stream(FSDataInputStream in) {
      super(new Reads(in));
      this.in = in;
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public void seek(long position) throws IOException {
      try {
        in.seek(position);
      } catch (IOException e) {
        throw new StorageException(e);
      }
    }
  }

  /** Tells failures of the file system from those of what it delivered. */
  private static final class Reads extends InputStream {
    private final FSDataInputStream in;

    Reads(FSDataInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw new StorageException(e);
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        throw new StorageException(e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
