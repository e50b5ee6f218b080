package io.riverrank.job.backfill.source;

import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * How rows of Parquet and Avro files become requests.
 *
 * @param columns the file's name for a field of the request; fields that are not in it have their
 *     own name, those of nested candidates as {@code candidates.doc_id}
 * @param byKey whether one-row-a-candidate rows of a query may be anywhere; otherwise they follow
 *     one another
 */
public record RowShape(Map<String, String> columns, boolean byKey) implements Serializable {

  /** What {@code --columns} can name. */
  public static final List<String> FIELDS =
      List.of(
          "query_id",
          "query",
          "event_time",
          "top_k",
          "metadata",
          "candidates",
          "candidates.doc_id",
          "candidates.text",
          "candidates.original_rank",
          "candidates.original_score",
          "candidates.label",
          "doc_id",
          "text",
          "original_rank",
          "original_score",
          "label",
          "candidate_count");

  static final List<String> CANDIDATE_FIELDS =
      List.of("doc_id", "text", "original_rank", "original_score", "label");
  static final List<String> QUERY_FIELDS =
      List.of("query_id", "query", "event_time", "top_k", "metadata");

  public RowShape {
    for (String field : columns.keySet()) {
      if (!FIELDS.contains(field)) {
        throw new SettingsException(
            "--columns names the field '%s'; the fields are %s"
                .formatted(field, String.join(", ", FIELDS)));
      }
    }
  }

  String column(String field) {
    return columns.getOrDefault(field, field.substring(field.indexOf('.') + 1));
  }

  /** Whether a file has all candidates of a query in one row. */
  boolean isNested(RowColumns columns) {
    return columns.names().contains(column("candidates"));
  }

  /**
   * The columns of a file that fields come from, by name; of a list of candidates with the names of
   * its fields, otherwise without.
   */
  Map<String, Set<String>> selected(RowColumns columns) {
    Map<String, Set<String>> selected = new LinkedHashMap<>();
    QUERY_FIELDS.forEach(field -> selected.put(column(field), Set.of()));
    if (isNested(columns)) {
      selected.put(
          column("candidates"),
          CANDIDATE_FIELDS.stream()
              .map(field -> column("candidates." + field))
              .collect(Collectors.toSet()));
    } else {
      CANDIDATE_FIELDS.forEach(field -> selected.put(column(field), Set.of()));
      selected.put(column("candidate_count"), Set.of());
    }
    return selected;
  }

  /**
   * Why a file can't be read so; null if it can.
   *
   * @param columns of its rows
   */
  @Nullable
  String misfit(RowColumns columns) {
    for (String field : List.of("query_id", "query")) {
      if (!columns.names().contains(column(field))) {
        return missing(columns.names(), field);
      }
    }
    if (isNested(columns)) {
      return misfitOfNested(columns.elements(column("candidates")));
    }
    for (String field : List.of("doc_id", "text")) {
      if (!columns.names().contains(column(field))) {
        return missing(columns.names(), field);
      }
    }
    return null;
  }

  @Nullable
  private String misfitOfNested(@Nullable List<String> fields) {
    if (fields == null) {
      return "column %s is not a list of records; map the field candidates by --columns"
          .formatted(column("candidates"));
    }
    for (String field : List.of("doc_id", "text")) {
      if (!fields.contains(column("candidates." + field))) {
        return missing(fields, "candidates." + field);
      }
    }
    return null;
  }

  private String missing(List<String> names, String field) {
    return "there is no column %s for the field %s among %s; map it by --columns %s=NAME"
        .formatted(column(field), field, names, field);
  }
}
