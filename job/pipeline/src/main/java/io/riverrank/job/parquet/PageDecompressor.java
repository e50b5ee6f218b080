package io.riverrank.job.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;

/** Parquet's view of a codec. */
final class PageDecompressor implements BytesInputDecompressor {

  private static final ByteBufferAllocator HEAP = new HeapByteBufferAllocator();

  private final PageCodec codec;

  PageDecompressor(PageCodec codec) {
    this.codec = codec;
  }

  @Override
  public BytesInput decompress(BytesInput page, int decompressedSize) throws IOException {
    return BytesInput.from(
        decompressed(page.toByteBuffer(HEAP, collected -> {}), decompressedSize));
  }

  @Override
  public void decompress(ByteBuffer page, int compressedSize, ByteBuffer into, int decompressedSize)
      throws IOException {
    ByteBuffer input = page.slice(page.position(), compressedSize);
    page.position(page.position() + compressedSize);
    into.put(decompressed(input, decompressedSize));
  }

  private byte[] decompressed(ByteBuffer page, int size) throws IOException {
    ByteBuffer onHeap = page;
    if (!page.hasArray()) {
      onHeap = ByteBuffer.allocate(page.remaining()).put(page.duplicate()).flip();
    }
    byte[] target = new byte[size];
    int written;
    try {
      written = codec.decompress(onHeap, target);
    } catch (RuntimeException e) {
      throw new IOException("a compressed page is damaged: " + e.getMessage(), e);
    }
    if (written != size) {
      throw new IOException(
          "a compressed page has %d bytes where its header says %d".formatted(written, size));
    }
    return target;
  }

  @Override
  public void release() {
    // Holds nothing.
  }
}
