package io.riverrank.job.backfill.source;

import java.util.List;
import javax.annotation.Nullable;

/** The columns of a file with a schema. */
interface RowColumns {

  /** In the file's order. */
  List<String> names();

  /** The fields of a list's records; null if the column is no list of records. */
  @Nullable
  List<String> elements(String column);
}
