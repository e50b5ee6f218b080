package io.riverrank.operators.rollout;

import io.riverrank.operators.types.RecordTypeInfo;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelStatus;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Type information of what travels between tasks. */
public final class RolloutTypes {
  public static final TypeInformation<ControlMessage> CONTROL_MESSAGE =
      new RecordTypeInfo<>(ControlMessage.class, ControlMessageSerializer.INSTANCE);
  public static final TypeInformation<ModelStatus> MODEL_STATUS =
      new RecordTypeInfo<>(ModelStatus.class, ModelStatusSerializer.INSTANCE);

  private RolloutTypes() {}
}
