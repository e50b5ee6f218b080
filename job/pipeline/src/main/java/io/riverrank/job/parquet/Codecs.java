package io.riverrank.job.parquet;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Every codec that is read; pages are written as they are. Parquet's own are Hadoop's. */
final class Codecs implements CompressionCodecFactory {

  private static final Map<CompressionCodecName, PageCodec> CODECS =
      new EnumMap<>(
          Map.of(
              CompressionCodecName.UNCOMPRESSED, PageCodec::stored,
              CompressionCodecName.SNAPPY, PageCodec::snappy,
              CompressionCodecName.GZIP, PageCodec::gzip,
              CompressionCodecName.ZSTD, PageCodec::zstd,
              CompressionCodecName.LZ4_RAW, PageCodec::lz4,
              CompressionCodecName.LZ4, PageCodec::lz4OfHadoop));

  private static final BytesInputCompressor STORED =
      new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput page) {
          return page;
        }

        @Override
        public CompressionCodecName getCodecName() {
          return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        public void release() {
          // Holds nothing.
        }
      };

  static boolean reads(CompressionCodecName codec) {
    return CODECS.containsKey(codec);
  }

  /** The names of the codecs for a sentence. */
  static String names() {
    return CODECS.keySet().stream()
        .map(codec -> codec.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  static BytesInputCompressor stored() {
    return STORED;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.UNCOMPRESSED) {
      throw new IllegalArgumentException("pages are not written with " + codec);
    }
    return STORED;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    PageCodec known = CODECS.get(codec);
    if (known == null) {
      throw new IllegalArgumentException("pages are not read with " + codec);
    }
    return new PageDecompressor(known);
  }

  @Override
  public void release() {
    // Codecs hold nothing between two pages.
  }
}
