package io.riverrank.job.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every codec, as pyarrow and (the deprecated LZ4) Hadoop write them. */
class CodecsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "gzip", "zstd", "lz4_raw", "lz4"})
  void rowsAreThoseOfThePlainFile(String codec) throws Exception {
    assertThat(ParquetFiles.rows(ParquetFiles.resource("codec_%s.parquet".formatted(codec))))
        .hasSize(40)
        .isEqualTo(ParquetFiles.rows(ParquetFiles.resource("codec_none.parquet")));
  }

  @Test
  void bareBlocksUnderTheNameOfTheDeprecatedLz4() throws Exception {
    Path file =
        ParquetFiles.withFooter(
            ParquetFiles.resource("codec_lz4_raw.parquet"),
            folder.resolve("bare.parquet"),
            footer ->
                footer.row_groups.forEach(
                    group ->
                        group.columns.forEach(
                            column -> column.meta_data.setCodec(CompressionCodec.LZ4))));
    assertThat(ParquetFiles.rows(file))
        .isEqualTo(ParquetFiles.rows(ParquetFiles.resource("codec_none.parquet")));
  }

  @Test
  void brotliIsNamed() {
    assertThatThrownBy(() -> ParquetFiles.rows(ParquetFiles.resource("codec_brotli.parquet")))
        .isInstanceOf(UnsupportedParquetException.class)
        .hasMessage(
            "column query_id is compressed with brotli, which isn't read; write the file with one"
                + " of gzip, lz4, lz4_raw, snappy, uncompressed, zstd");
  }

  @Test
  void lzoIsNamedWhereItIsSelected() throws Exception {
    Path file =
        ParquetFiles.withFooter(
            ParquetFiles.resource("codec_gzip.parquet"),
            folder.resolve("lzo.parquet"),
            footer ->
                footer.row_groups.get(1).columns.get(3).meta_data.setCodec(CompressionCodec.LZO));

    assertThatThrownBy(() -> ParquetFiles.rows(file))
        .isInstanceOf(UnsupportedParquetException.class)
        .hasMessageStartingWith("column text is compressed with lzo, which isn't read");
    assertThat(ParquetFiles.rows(file, Map.of("doc_id", Set.of()))).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4_raw", "lz4"})
  void damagedPagesAreTheFilesFault(String codec) throws Exception {
    byte[] whole = Files.readAllBytes(ParquetFiles.resource("codec_%s.parquet".formatted(codec)));
    Path file = folder.resolve("damaged.parquet");
    int faults = 0;
    for (int at = 4; at < whole.length - 8; at += 13) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 0x55;
      Files.write(file, bytes);
      Throwable failure = catchThrowable(() -> ParquetFiles.rows(file));
      if (failure != null && !(failure instanceof IllegalArgumentException)) {
        // Not an exception of a file system, which would be tried again for ever.
        assertThat(failure).isInstanceOf(UnreadableParquetException.class);
        faults++;
      }
    }
    assertThat(faults).isPositive();
  }

  @Test
  void cutFilesAreTheFilesFault() throws Exception {
    byte[] whole = Files.readAllBytes(ParquetFiles.resource("codec_zstd.parquet"));
    Path file = folder.resolve("cut.parquet");
    for (int length = 0; length < whole.length; length += 101) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ParquetFiles.rows(file))
          .isInstanceOf(UnreadableParquetException.class);
    }
  }
}
