package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import javax.annotation.Nullable;

/** Ids that a record can't be without. */
final class Ids {

  private Ids() {}

  static String required(FieldReader in, String name, @Nullable String id)
      throws MalformedRecordException {
    if (id == null) {
      throw in.missing(
          name.equals("query_id") ? DeadLetterCode.MISSING_QUERY_ID : DeadLetterCode.INVALID_ID,
          name + "; send a string or a number");
    }
    return id;
  }
}
