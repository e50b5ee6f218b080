package io.riverrank.operators.rollout.shadow;

import io.riverrank.operators.types.RecordTypeInfo;
import io.riverrank.schemas.rollout.ShadowRanking;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Type information of what travels between tasks. */
public final class ShadowTypes {
  public static final TypeInformation<ShadowRanking> SHADOW_RANKING =
      new RecordTypeInfo<>(ShadowRanking.class, ShadowRankingSerializer.INSTANCE);

  private ShadowTypes() {}
}
