package io.riverrank.job.backfill.source;

import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

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
  boolean isNested(Schema schema) {
    return schema.getField(column("candidates")) != null;
  }

  /**
   * Why a file can't be read so; null if it can.
   *
   * @param schema of its rows
   */
  public String misfit(Schema schema) {
    for (String field : List.of("query_id", "query")) {
      if (schema.getField(column(field)) == null) {
        return missing(schema, field);
      }
    }
    if (isNested(schema)) {
      return misfitOfNested(schema.getField(column("candidates")).schema());
    }
    for (String field : List.of("doc_id", "text")) {
      if (schema.getField(column(field)) == null) {
        return missing(schema, field);
      }
    }
    return null;
  }

  private String misfitOfNested(Schema list) {
    Schema element = Avro.element(list);
    if (element == null) {
      return "column %s is not a list of records; map the field candidates by --columns"
          .formatted(column("candidates"));
    }
    for (String field : List.of("doc_id", "text")) {
      if (element.getField(column("candidates." + field)) == null) {
        return missing(element, "candidates." + field);
      }
    }
    return null;
  }

  private String missing(Schema schema, String field) {
    return "there is no column %s for the field %s among %s; map it by --columns %s=NAME"
        .formatted(
            column(field),
            field,
            schema.getFields().stream().map(Schema.Field::name).toList(),
            field);
  }
}
