package io.riverrank.job.backfill.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.parquet.ParquetFiles;
import io.riverrank.schemas.DeadLetterCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of the types that tools write: types.json, and as Markdown. */
final class TypeTable {

  static final String BEGIN = "<!-- types: written by ParquetTypesTest -->";
  static final String END = "<!-- end of types -->";

  private static final Map<String, String> TOOLS =
      Map.of(
          "pyarrow", "pyarrow",
          "pandas", "pandas",
          "polars", "polars",
          "duckdb", "DuckDB",
          "spark", "Spark");

  private static final List<String> FIELDS =
      List.of(
          "doc_id", "text", "event_time", "original_rank", "original_score", "label", "metadata");

  private static final Set<String> CODES =
      Stream.of(DeadLetterCode.values()).map(Enum::name).collect(Collectors.toSet());

  private TypeTable() {}

  /**
   * Types that become the same.
   *
   * @param written by file, the name of each type in that tool with its column
   * @param becomes by field, as {@link ParquetCell#of} says it
   */
  record Kind(String kind, Map<String, Map<String, String>> written, Map<String, String> becomes) {

    boolean isOfCandidates() {
      return becomes.containsKey("candidates");
    }

    @Override
    public String toString() {
      return kind;
    }
  }

  static List<Kind> kinds() throws IOException {
    return new ObjectMapper()
        .readValue(ParquetFiles.resource("types.json").toFile(), new TypeReference<>() {});
  }

  static Path file(String name) {
    return ParquetFiles.resource("all_types_" + name + ".parquet");
  }

  static String markdown(List<Kind> kinds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| type | as id | `text` | `event_time` | `original_rank` | `original_score` | `label` |"
            + " `metadata` | written as |");
    lines.add("| --- ".repeat(FIELDS.size() + 2) + "|");
    for (Kind kind : kinds) {
      if (!kind.isOfCandidates()) {
        Stream<String> cells = FIELDS.stream().map(kind.becomes()::get).map(TypeTable::cell);
        lines.add(row(Stream.concat(Stream.of(kind.kind()), cells), kind));
      }
    }
    lines.add("");
    lines.add("| type | as `candidates` | written as |");
    lines.add("| --- | --- | --- |");
    for (Kind kind : kinds) {
      if (kind.isOfCandidates()) {
        boolean refused = kind.becomes().get("candidates").equals(ParquetCell.REFUSED);
        lines.add(row(Stream.of(kind.kind(), refused ? ParquetCell.REFUSED : "read"), kind));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(Stream<String> cells, Kind kind) {
    return Stream.concat(cells, Stream.of(written(kind)))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String cell(String outcome) {
    if (outcome.equals(ParquetCell.FAILED) || CODES.contains(outcome)) {
      return "–";
    }
    boolean said = outcome.equals(ParquetCell.REFUSED) || outcome.equals(ParquetCell.NONE);
    return said ? outcome : "`" + outcome + "`";
  }

  /** A tool's other files have the same types, written otherwise. */
  private static String written(Kind kind) {
    Map<String, Set<String>> types = new LinkedHashMap<>();
    kind.written()
        .forEach(
            (file, columns) ->
                types
                    .computeIfAbsent(
                        TOOLS.get(file.replaceFirst("_.*", "")), tool -> new LinkedHashSet<>())
                    .addAll(columns.keySet()));
    return types.entrySet().stream()
        .map(
            entry ->
                entry.getValue().stream()
                    .map(type -> "`" + type + "`")
                    .collect(Collectors.joining(", ", entry.getKey() + " ", "")))
        .collect(Collectors.joining("; "));
  }
}
