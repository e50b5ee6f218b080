package io.riverrank.sql;

import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * What {@code CREATE MODEL} declares: {@code INPUT (query, document)} for a score of each row, or
 * {@code INPUT (query, candidates)} for a ranking of each row; and the output's columns.
 *
 * @param input the columns' names and types, in the order of a call's descriptor
 */
record ModelSignature(RowType input, RowType output) implements Serializable {

  private static final String QUERY = "query";
  private static final String DOCUMENT = "document";
  private static final String CANDIDATES = "candidates";

  /**
   * @throws ValidationException if no such model can be
   */
  void check(SqlSettings settings) {
    List<String> names = input.getFieldNames();
    boolean known =
        names.size() == 2
            && names.contains(QUERY)
            && (names.contains(DOCUMENT) || names.contains(CANDIDATES));
    if (!known) {
      throw new ValidationException(
          ("INPUT has the columns %s; it has to be (query STRING, document STRING) or"
                  + " (query STRING, candidates ARRAY<ROW<text STRING, …>>)")
              .formatted(names));
    }
    CandidateType candidates = candidates(input.getChildren());
    OutputColumns.of(output, candidates);
    if (candidates == null && settings.topK() != null) {
      throw new SettingsException(
          "top-k is for a model whose input has candidates; leave it out, or rank in a query");
    }
    errors(settings);
  }

  boolean isList() {
    return input.getFieldNames().contains(CANDIDATES);
  }

  int queryIndex() {
    return input.getFieldIndex(QUERY);
  }

  /** Of the document or the candidates. */
  int otherIndex() {
    return input.getFieldIndex(isList() ? CANDIDATES : DOCUMENT);
  }

  /**
   * Checks the types of the columns that a call passes.
   *
   * @param types in the order of the input; may be others than declared that Flink takes for them
   * @return how candidates are read; null for a pair
   * @throws ValidationException if they can't be read
   */
  @Nullable
  CandidateType candidates(List<LogicalType> types) {
    requireText(QUERY, types.get(queryIndex()));
    if (isList()) {
      return CandidateType.of(types.get(otherIndex()));
    }
    requireText(DOCUMENT, types.get(otherIndex()));
    return null;
  }

  private static void requireText(String name, LogicalType type) {
    if (!Values.isText(type)) {
      throw new ValidationException(
          "%s is %s; it has to be a STRING".formatted(name, type.asSummaryString()));
    }
  }

  /** What becomes of errors: what was said, else what the output has room for. */
  ErrorHandling errors(SqlSettings settings) {
    boolean hasColumn = output.getFieldNames().contains(OutputColumns.ERROR);
    if (settings.errors() == ErrorHandling.COLUMN && !hasColumn) {
      throw new SettingsException(
          "error-handling is 'column', but the output has no column error STRING; declare it, or say"
              + " 'null' or 'fail'");
    }
    if (settings.errors() != null) {
      return settings.errors();
    }
    return hasColumn ? ErrorHandling.COLUMN : ErrorHandling.NULL;
  }
}
