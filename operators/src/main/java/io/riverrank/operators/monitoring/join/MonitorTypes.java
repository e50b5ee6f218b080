package io.riverrank.operators.monitoring.join;

import io.riverrank.operators.types.RecordTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Type information of what a monitor reads. */
public final class MonitorTypes {
  public static final TypeInformation<MonitorEvent> EVENT =
      new RecordTypeInfo<>(MonitorEvent.class, MonitorEventSerializer.INSTANCE);
  public static final TypeInformation<MonitorEvent.Evidence> EVIDENCE =
      new RecordTypeInfo<>(MonitorEvent.Evidence.class, EvidenceSerializer.INSTANCE);
  public static final TypeInformation<JoinedResult> JOINED_RESULT =
      new RecordTypeInfo<>(JoinedResult.class, JoinedResultSerializer.INSTANCE);
  static final TypeInformation<HeldEvidence> HELD_EVIDENCE =
      new RecordTypeInfo<>(HeldEvidence.class, HeldEvidenceSerializer.INSTANCE);

  private MonitorTypes() {}
}
