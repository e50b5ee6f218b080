package io.riverrank.job.backfill.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.parquet.FlinkInputFile;
import io.riverrank.job.parquet.ParquetFile;
import io.riverrank.schemas.EventTimeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of every tool as every field, with a file of that tool: {@code make_type_files.py}
 * wrote the files, types.json says what becomes of each column.
 */
class ParquetTypesTest {

  private static final Path DOCUMENT = document();

  /** An id, a query, a document's id and a text, which each file begins with. */
  private static final int UNTYPED_COLUMNS = 4;

  private static final Path RESOURCES = Path.of("src/test/resources/io/riverrank/job/parquet");

  private static Path document() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/types.md"))) {
      folder = folder.getParent();
      assertThat(folder).as("a folder above with docs/types.md").isNotNull();
    }
    return folder.resolve("docs/types.md");
  }

  static List<TypeTable.Kind> kinds() throws IOException {
    return TypeTable.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void becomesTheSameWhateverToolWroteIt(TypeTable.Kind kind) throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (var file : kind.written().entrySet()) {
      for (var type : file.getValue().entrySet()) {
        for (var expected : kind.becomes().entrySet()) {
          softly
              .assertThat(
                  ParquetCell.of(TypeTable.file(file.getKey()), expected.getKey(), type.getValue()))
              .as("%s of %s as %s", type.getKey(), file.getKey(), expected.getKey())
              .isEqualTo(expected.getValue());
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void everyColumnIsInTheTable() throws IOException {
    Map<String, Set<String>> said = new HashMap<>();
    for (TypeTable.Kind kind : TypeTable.kinds()) {
      kind.written()
          .forEach(
              (file, types) ->
                  said.computeIfAbsent(file, name -> new HashSet<>()).addAll(types.values()));
    }
    for (var columns : said.entrySet()) {
      Path path = TypeTable.file(columns.getKey());
      try (ParquetFile file = ParquetFile.open(FlinkInputFile.local(path))) {
        assertThat(file.columns().stream().skip(UNTYPED_COLUMNS))
            .containsExactlyInAnyOrderElementsOf(columns.getValue());
      }
    }
    try (Stream<Path> files = Files.list(RESOURCES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("all_types_"))
          .containsExactlyInAnyOrderElementsOf(
              said.keySet().stream()
                  .map(TypeTable::file)
                  .map(file -> file.getFileName().toString())
                  .toList());
    }
  }

  /** What a number counts is a question where there is no type that says so. */
  @ParameterizedTest
  @EnumSource
  void typedTimesDontDependOnTheUnitOfNumbers(EventTimeUnit unit) throws IOException {
    Path file = TypeTable.file("spark");
    for (String column : List.of("timestamp", "timestamp_ntz")) {
      assertThat(ParquetCell.of(file, "event_time", column, unit))
          .isEqualTo("2026-03-01T12:00:00.123Z");
    }
    assertThat(ParquetCell.of(file, "event_time", "date", unit)).isEqualTo("2026-03-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "epoch_s, SECONDS, 2026-03-01T12:00:00Z",
    "epoch_float, SECONDS, 2026-03-01T12:00:00.123Z",
    "epoch_decimal, SECONDS, 2026-03-01T12:00:00.123Z",
    "epoch_us, MICROSECONDS, 2026-03-01T12:00:00.123Z",
    "epoch_ns, NANOSECONDS, 2026-03-01T12:00:00.123Z",
    "epoch_ms, SECONDS, INVALID_EVENT_TIME",
  })
  void integersAreTimesInTheUnitThatIsSaid(String column, EventTimeUnit unit, String expected)
      throws IOException {
    assertThat(ParquetCell.of(TypeTable.file("spark"), "event_time", column, unit))
        .isEqualTo(expected);
  }

  /** Run with {@code -Driverrank.update-docs=true} to write the table anew. */
  @Test
  void documentHasTheTable() throws IOException {
    String text = Files.readString(DOCUMENT);
    String table = "\n\n" + TypeTable.markdown(TypeTable.kinds()) + "\n";
    int begin = text.indexOf(TypeTable.BEGIN) + TypeTable.BEGIN.length();
    int end = text.indexOf(TypeTable.END);
    if (Boolean.getBoolean("riverrank.update-docs")) {
      text = text.substring(0, begin) + table + text.substring(end);
      Files.writeString(DOCUMENT, text);
      end = text.indexOf(TypeTable.END);
    }
    assertThat(text.substring(begin, end))
        .as("types in docs/types.md; write them anew with -Driverrank.update-docs=true")
        .isEqualTo(table);
  }
}
