package io.riverrank.job.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.format.SchemaElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the types that pyarrow, polars, DuckDB and fastparquet write become. */
class ParquetValuesTest {

  private static final long SECOND = 1_772_366_400_000L;
  private static final long MILLI = 1_772_366_400_123L;

  @TempDir Path folder;

  private static final Map<String, Object> PYARROW =
      Map.ofEntries(
          Map.entry("int8", -8L),
          Map.entry("int64", Long.MIN_VALUE),
          Map.entry("uint8", 255L),
          Map.entry("uint32", 4_294_967_295L),
          Map.entry("uint64", new BigInteger("9223372036854775813")),
          Map.entry("float32", 0.1f),
          Map.entry("float64", 0.1),
          Map.entry("bool", true),
          Map.entry("string", "größer 日本"),
          Map.entry("large_string", "a"),
          Map.entry("string_view", "v"),
          Map.entry("binary", "größer"),
          Map.entry("fixed", "abcd"),
          Map.entry("category", "c"),
          Map.entry("decimal", new BigDecimal("-0.50")),
          Map.entry("decimal256", new BigDecimal("123456789012345678901234567890.12")),
          Map.entry("date", 1_772_323_200_000L),
          Map.entry("naive_s", SECOND),
          Map.entry("utc_s", SECOND),
          Map.entry("berlin_s", SECOND),
          Map.entry("naive_ms", MILLI),
          Map.entry("utc_ms", MILLI),
          Map.entry("berlin_ms", MILLI),
          Map.entry("naive_us", MILLI),
          Map.entry("utc_us", MILLI),
          Map.entry("berlin_us", MILLI),
          Map.entry("before_1970", -1L));

  /** Types for which pyarrow writes no old converted type. */
  private static final Map<String, Object> PYARROW_LOGICAL_ONLY =
      Map.ofEntries(
          Map.entry("float16", 0.5f),
          Map.entry("time_ms", "12:00:00.123"),
          Map.entry("time_us", "12:00:00.123456"),
          Map.entry("time_ns", "12:00"),
          Map.entry("uuid", "12345678-9abc-def0-1234-56789abcdef0"),
          Map.entry("naive_ns", MILLI),
          Map.entry("utc_ns", MILLI),
          Map.entry("berlin_ns", MILLI));

  @Test
  void typesOfPyarrow() throws Exception {
    Map<String, Object> expected = new HashMap<>(PYARROW);
    expected.putAll(PYARROW_LOGICAL_ONLY);
    List<Map<String, Object>> rows = ParquetFiles.rows(resource("types_pyarrow"));
    assertThat(rows.get(0)).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(rows.get(1).values()).hasSize(expected.size()).containsOnlyNulls();
  }

  @Test
  void oldConvertedTypesAlone() throws Exception {
    Path file =
        ParquetFiles.withFooter(
            resource("types_pyarrow"),
            folder.resolve("old.parquet"),
            footer -> footer.schema.forEach(SchemaElement::unsetLogicalType));
    Map<String, Set<String>> columns = new HashMap<>();
    PYARROW.keySet().forEach(column -> columns.put(column, Set.of()));
    assertThat(ParquetFiles.rows(file, columns).get(0)).containsExactlyInAnyOrderEntriesOf(PYARROW);
  }

  @Test
  void decimalsOfIntegersAndInt96() throws Exception {
    assertThat(ParquetFiles.rows(resource("types_pyarrow_decimal_integer")).get(0))
        .containsExactly(Map.entry("decimal", new BigDecimal("-0.50")));
    assertThat(ParquetFiles.rows(resource("types_pyarrow_int96")).get(0))
        .containsExactly(Map.entry("naive_us", MILLI), Map.entry("before_1970", -1L));
  }

  @Test
  void typesOfDuckDb() throws Exception {
    Map<String, Set<String>> columns = new HashMap<>();
    try (ParquetFile file = ParquetFile.open(FlinkInputFile.local(resource("types_duckdb")))) {
      file.columns().forEach(column -> columns.put(column, Set.of()));
    }
    columns.remove("interval");
    assertThat(ParquetFiles.rows(resource("types_duckdb"), columns).get(0))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("enum", "q"),
                Map.entry("uuid", "12345678-9abc-def0-1234-56789abcdef0"),
                Map.entry("ubigint", new BigInteger("18446744073709551615")),
                Map.entry("utinyint", 255L),
                Map.entry("decimal", new BigDecimal("0.50")),
                Map.entry("decimal38", new BigDecimal("12345678901234567890.12")),
                Map.entry("ts", MILLI),
                Map.entry("ts_s", SECOND),
                Map.entry("ts_ms", MILLI),
                Map.entry("ts_ns", MILLI),
                Map.entry("tstz", MILLI - 3_600_000),
                Map.entry("date", 1_772_323_200_000L),
                Map.entry("time", "12:00:00.123456"),
                Map.entry("bool", true),
                Map.entry("blob", "x"),
                Map.entry("json", "{\"a\":1}"),
                Map.entry("map", Map.of("k", 1L, "l", 2L)),
                Map.entry("struct", Map.of("a", 1L, "b", List.of(1L, 2L)))));
  }

  @Test
  void intervalsAreNamed() {
    assertThatThrownBy(() -> ParquetFiles.rows(resource("types_duckdb")))
        .isInstanceOf(UnsupportedParquetException.class)
        .hasMessageContaining("column interval has the type 'required fixed_len_byte_array(12)")
        .hasMessageContaining("INTERVAL");
  }

  @Test
  void typesOfPolars() throws Exception {
    assertThat(ParquetFiles.rows(resource("types_polars")).get(0))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("string", "größer"),
                Map.entry("category", "c"),
                Map.entry("enum", "e"),
                Map.entry("uint64", new BigInteger("9223372036854775813")),
                Map.entry("decimal", new BigDecimal("0.50")),
                Map.entry("datetime_us", MILLI),
                Map.entry("datetime_ns", MILLI),
                Map.entry("datetime_ms", MILLI),
                Map.entry("datetime_utc", MILLI),
                Map.entry("date", 1_772_323_200_000L),
                Map.entry("time", "12:00:00.123456"),
                Map.entry("bool", false),
                Map.entry("float32", 0.1f),
                Map.entry("binary", "bin")));
  }

  @Test
  void typesOfFastparquet() throws Exception {
    assertThat(ParquetFiles.rows(resource("types_fastparquet")))
        .hasSize(2)
        .first()
        .isEqualTo(
            Map.of(
                "string",
                "größer",
                "ts",
                MILLI,
                "int",
                1L,
                "uint64",
                new BigInteger("9223372036854775813"),
                "bool",
                true,
                "float",
                0.5));
  }

  @Test
  void textThatIsNotUtf8() {
    assertThatThrownBy(() -> ParquetFiles.rows(resource("latin1_binary")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text that is not UTF-8");
  }

  private static Path resource(String name) {
    return ParquetFiles.resource(name + ".parquet");
  }
}
