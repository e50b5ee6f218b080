package io.riverrank.job.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.xerial.snappy.Snappy;

/**
 * Decompresses a page, as https://github.com/apache/parquet-format/blob/master/Compression.md says.
 */
@FunctionalInterface
interface PageCodec {

  /**
   * @param page with an array
   * @param target of the size that the page's header says
   * @return the bytes that were written
   * @throws IOException or a RuntimeException if the page is damaged
   */
  int decompress(ByteBuffer page, byte[] target) throws IOException;

  static int stored(ByteBuffer page, byte[] target) {
    int size = page.remaining();
    page.duplicate().get(target, 0, size);
    return size;
  }

  static int snappy(ByteBuffer page, byte[] target) throws IOException {
    int offset = page.arrayOffset() + page.position();
    int size = Snappy.uncompressedLength(page.array(), offset, page.remaining());
    return size != target.length
        ? size
        : Snappy.uncompress(page.array(), offset, page.remaining(), target, 0);
  }

  static int gzip(ByteBuffer page, byte[] target) throws IOException {
    try (InputStream members =
        new GZIPInputStream(
            new ByteArrayInputStream(
                page.array(), page.arrayOffset() + page.position(), page.remaining()))) {
      int size = members.readNBytes(target, 0, target.length);
      return members.read() < 0 ? size : size + 1;
    }
  }

  static int zstd(ByteBuffer page, byte[] target) {
    return (int)
        Zstd.decompressByteArray(
            target,
            0,
            target.length,
            page.array(),
            page.arrayOffset() + page.position(),
            page.remaining());
  }

  static int lz4(ByteBuffer page, byte[] target) {
    return block(page, page.position(), page.remaining(), target, 0);
  }

  /**
   * The deprecated LZ4: blocks in Hadoop's framing, each behind its sizes as big-endian integers.
   * Other writers put the bare block there, which is what is tried if the sizes don't add up.
   */
  static int lz4OfHadoop(ByteBuffer page, byte[] target) {
    try {
      return framed(page, target);
    } catch (LZ4Exception | IllegalArgumentException e) {
      return lz4(page, target);
    }
  }

  private static int framed(ByteBuffer page, byte[] target) {
    int at = page.position();
    int written = 0;
    while (at < page.limit()) {
      int end = written + size(page, at, target.length - written);
      at += Integer.BYTES;
      while (written < end) {
        int compressed = size(page, at, page.limit() - at - Integer.BYTES);
        at += Integer.BYTES;
        written += block(page, at, compressed, target, written);
        at += compressed;
      }
    }
    return written;
  }

  private static int size(ByteBuffer page, int at, int most) {
    int size = page.limit() - at < Integer.BYTES ? -1 : page.getInt(at);
    if (size < 0 || size > most) {
      throw new IllegalArgumentException("no frame of Hadoop's");
    }
    return size;
  }

  private static int block(ByteBuffer page, int at, int size, byte[] target, int written) {
    LZ4SafeDecompressor lz4 = LZ4Factory.fastestInstance().safeDecompressor();
    return lz4.decompress(
        page.array(), page.arrayOffset() + at, size, target, written, target.length - written);
  }
}
