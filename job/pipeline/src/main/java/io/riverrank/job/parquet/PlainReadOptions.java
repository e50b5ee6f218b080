package io.riverrank.job.parquet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetMetricsCallback;

/**
 * Parquet's options for reading all rows of a file. Its own builder loads classes of Hadoop even
 * for {@link PlainParquetConfiguration} (apache/parquet-java#2818), so this calls the constructor
 * behind it, which it keeps to its package.
 */
final class PlainReadOptions {

  private static final int MAX_ALLOCATION_BYTES = 8 << 20;
  private static final MethodHandle CONSTRUCTOR = constructor();

  private PlainReadOptions() {}

  static ParquetReadOptions with(CompressionCodecFactory codecs) {
    boolean no = false;
    try {
      return (ParquetReadOptions)
          CONSTRUCTOR.invokeExact(
              /* useSignedStringMinMax= */ no,
              /* useStatsFilter= */ no,
              /* useDictionaryFilter= */ no,
              /* useRecordFilter= */ no,
              /* useColumnIndexFilter= */ no,
              /* usePageChecksumVerification= */ true,
              /* useBloomFilter= */ no,
              /* useOffHeapDecryptBuffer= */ no,
              /* useHadoopVectoredIo= */ no,
              FilterCompat.NOOP,
              ParquetMetadataConverter.NO_FILTER,
              codecs,
              (ByteBufferAllocator) new HeapByteBufferAllocator(),
              MAX_ALLOCATION_BYTES,
              Map.<String, String>of(),
              (FileDecryptionProperties) null,
              (ParquetMetricsCallback) null,
              (ParquetConfiguration) new PlainParquetConfiguration());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle constructor() {
    Class<?> flag = boolean.class;
    try {
      return MethodHandles.privateLookupIn(ParquetReadOptions.class, MethodHandles.lookup())
          .findConstructor(
              ParquetReadOptions.class,
              MethodType.methodType(
                  void.class,
                  new Class<?>[] {
                    flag,
                    flag,
                    flag,
                    flag,
                    flag,
                    flag,
                    flag,
                    flag,
                    flag,
                    FilterCompat.Filter.class,
                    ParquetMetadataConverter.MetadataFilter.class,
                    CompressionCodecFactory.class,
                    ByteBufferAllocator.class,
                    int.class,
                    Map.class,
                    FileDecryptionProperties.class,
                    ParquetMetricsCallback.class,
                    ParquetConfiguration.class
                  }));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
