package io.riverrank.job.parquet;

import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Assembles rows from columns. */
final class RowMaterializer extends RecordMaterializer<ParquetRow> {

  private final GroupConverter root;
  private ParquetRow row;

  /**
   * @param schema the columns that are read
   * @throws UnsupportedParquetException if one has a type that isn't read
   */
  RowMaterializer(MessageType schema) throws UnsupportedParquetException {
    root = new RowConverter(schema, "", value -> row = (ParquetRow) value);
  }

  @Override
  public ParquetRow getCurrentRecord() {
    return row;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }
}
