package io.riverrank.job.backfill.source;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.text.ByteOrderMark;
import io.riverrank.schemas.text.MalformedTextException;
import io.riverrank.schemas.text.Utf8Stream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.annotation.Nullable;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * Lines of a text file as bytes of UTF-8, plain or packed; blank ones are passed over. A line that
 * is longer than a request may be is read past without being kept.
 */
final class LineReader implements RecordReader {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int file;
  private final FSDataInputStream raw;
  private final InputStream in;

  /** Whether a byte's place in the file is not that in the lines. */
  private final boolean packed;

  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int next;
  private int end;
  private long consumed;
  private long number;

  private LineReader(
      int file, FSDataInputStream raw, InputStream in, long offset, long number, int maxBytes) {
    this.file = file;
    this.raw = raw;
    this.in = in;
    this.packed = in != raw;
    this.consumed = offset;
    this.number = number;
    this.maxBytes = maxBytes;
  }

  /**
   * @param offset where a plain file goes on; {@code NO_OFFSET} for its begin
   * @param line the number of the last line before that place
   */
  static LineReader open(int number, InputFile file, long offset, long line, int maxBytes)
      throws IOException {
    Path path = new Path(file.path());
    FSDataInputStream raw = path.getFileSystem().open(path);
    try {
      if (offset != CheckpointedPosition.NO_OFFSET) {
        raw.seek(offset);
        return new LineReader(number, raw, raw, offset, line, maxBytes);
      }
      return new LineReader(number, raw, unpack(path.getName(), file, raw), 0, 0, maxBytes);
    } catch (IOException e) {
      raw.close();
      throw damage(e, 1);
    }
  }

  private static InputStream unpack(String name, InputFile file, FSDataInputStream raw)
      throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (file.bytes() > 0 && lower.matches(".*\\.(gz|gzip)")) {
      return inUtf8(new GZIPInputStream(raw, BUFFER_BYTES));
    }
    if (lower.matches(".*\\.(zst|zstd)")) {
      return inUtf8(new ZstdInputStream(raw));
    }
    boolean other = isOther(raw.readNBytes(ByteOrderMark.MAX_BYTES));
    raw.seek(0);
    return other ? new Utf8Stream(raw) : raw;
  }

  private static InputStream inUtf8(InputStream in) throws IOException {
    PushbackInputStream begun = new PushbackInputStream(in, ByteOrderMark.MAX_BYTES);
    byte[] start = begun.readNBytes(ByteOrderMark.MAX_BYTES);
    begun.unread(start);
    return isOther(start) ? new Utf8Stream(begun) : begun;
  }

  /** Lines of UTF-8 go on as bytes, so that one that is none is a dead letter by itself. */
  private static boolean isOther(byte[] start) {
    ByteOrderMark mark = ByteOrderMark.of(start, start.length);
    return mark != null && mark != ByteOrderMark.UTF_8;
  }

  @Nullable
  @Override
  public FileRecord next() throws IOException {
    try {
      while (true) {
        line.reset();
        long bytes = readLine();
        if (bytes < 0) {
          return null;
        }
        number++;
        if (bytes > maxBytes) {
          return tooLong(bytes);
        }
        byte[] value = trimmed(line.toByteArray());
        if (value.length > 0) {
          return FileRecord.of(file, number, readBytes(), value);
        }
      }
    } catch (IOException e) {
      throw damage(e, number + 1);
    }
  }

  @Override
  public void skipTo(long place) throws IOException {
    try {
      while (number < place && readLine() >= 0) {
        line.reset();
        number++;
      }
    } catch (IOException e) {
      throw damage(e, number + 1);
    }
  }

  /** The size of the line without its end, which is kept up to the limit; -1 at the end. */
  private long readLine() throws IOException {
    long size = 0;
    while (true) {
      if (next == end && !fill()) {
        return size == 0 ? -1 : size;
      }
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      int length = next - from;
      if (size + length <= maxBytes) {
        line.write(buffer, from, length);
      }
      size += length;
      consumed += length;
      if (next < end) {
        next++;
        consumed++;
        return size;
      }
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  /**
   * Without its CR and the mark that some editors put before the first line; nothing of a blank
   * line. Other white space stays: a tab may end an empty field.
   */
  private byte[] trimmed(byte[] bytes) {
    int from = number == 1 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    int to =
        bytes.length > from && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    for (int i = from; i < to; i++) {
      if (!isBlank(bytes[i])) {
        return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
      }
    }
    return new byte[0];
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private FileRecord tooLong(long bytes) throws IOException {
    return new FileRecord(
        file,
        number,
        readBytes(),
        null,
        DeadLetterCode.MESSAGE_TOO_LARGE,
        "the line has %d bytes, more than the %d of rerank.limits.message-bytes; send less or raise the limit"
            .formatted(bytes, maxBytes));
  }

  private long readBytes() throws IOException {
    return packed ? raw.getPos() : consumed;
  }

  private static IOException damage(IOException failure, long line) {
    if (failure instanceof MalformedTextException) {
      return new DamagedFileException(failure.getMessage(), failure);
    }
    boolean damaged =
        failure instanceof ZipException
            || failure instanceof EOFException
            || failure instanceof ZstdIOException;
    return damaged
        ? new DamagedFileException(
            "from line %d on the file can't be unpacked (%s); fetch it anew, or run the rest of its lines on their own"
                .formatted(line, failure.getMessage()),
            failure)
        : failure;
  }

  @Override
  public long place() {
    return number;
  }

  @Override
  public long offset() {
    return packed ? CheckpointedPosition.NO_OFFSET : consumed;
  }

  @Override
  public void close() throws IOException {
    in.close();
    raw.close();
  }
}
