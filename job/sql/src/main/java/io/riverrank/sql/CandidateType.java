package io.riverrank.sql;

import java.io.Serializable;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** What a column of candidates holds: {@code ARRAY<ROW<text STRING, …>>}. */
final class CandidateType implements Serializable {

  /** The field that is scored. */
  static final String TEXT = "text";

  private final RowType row;
  private final RowData.FieldGetter text;

  private CandidateType(RowType row) {
    this.row = row;
    int index = row.getFieldIndex(TEXT);
    this.text = RowData.createFieldGetter(row.getTypeAt(index), index);
  }

  /**
   * @throws ValidationException if the type is another
   */
  static CandidateType of(LogicalType type) {
    if (type instanceof ArrayType array
        && array.getElementType() instanceof RowType row
        && row.getFieldIndex(TEXT) >= 0
        && Values.isText(row.getTypeAt(row.getFieldIndex(TEXT)))) {
      return new CandidateType(row);
    }
    throw new ValidationException(
        "candidates are %s; they have to be ARRAY<ROW<text STRING, …>>, as in ARRAY<ROW<doc_id STRING, text STRING>>"
            .formatted(type.asSummaryString()));
  }

  RowType row() {
    return row;
  }

  Optional<LogicalType> field(String name) {
    int index = row.getFieldIndex(name);
    return index < 0 ? Optional.empty() : Optional.of(row.getTypeAt(index));
  }

  /** Reads a field that there is. */
  RowData.FieldGetter getter(String name) {
    int index = row.getFieldIndex(name);
    return RowData.createFieldGetter(row.getTypeAt(index), index);
  }

  /** An element; null where it is NULL. */
  @Nullable
  RowData candidate(ArrayData candidates, int index) {
    return candidates.isNullAt(index) ? null : candidates.getRow(index, row.getFieldCount());
  }

  /** The text of a candidate; null where it is NULL. */
  @Nullable
  String text(RowData candidate) {
    Object value = text.getFieldOrNull(candidate);
    return value == null ? null : value.toString();
  }
}
