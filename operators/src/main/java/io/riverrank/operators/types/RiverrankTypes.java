package io.riverrank.operators.types;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.SourceEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Type information of every record that travels between tasks. */
public final class RiverrankTypes {
  public static final TypeInformation<SourceEvent> SOURCE_EVENT =
      new RecordTypeInfo<>(SourceEvent.class, SourceEventSerializer.INSTANCE);
  public static final TypeInformation<QueryEvent> QUERY_EVENT =
      new RecordTypeInfo<>(QueryEvent.class, QueryEventSerializer.INSTANCE);
  public static final TypeInformation<RerankResult> RERANK_RESULT =
      new RecordTypeInfo<>(RerankResult.class, RerankResultSerializer.INSTANCE);
  public static final TypeInformation<DeadLetter> DEAD_LETTER =
      new RecordTypeInfo<>(DeadLetter.class, DeadLetterSerializer.INSTANCE);
  public static final TypeInformation<EncodedMessage> ENCODED_MESSAGE =
      new RecordTypeInfo<>(EncodedMessage.class, EncodedMessageSerializer.INSTANCE);

  private RiverrankTypes() {}
}
