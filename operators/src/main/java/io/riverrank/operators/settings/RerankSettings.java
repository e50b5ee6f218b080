package io.riverrank.operators.settings;

import java.io.Serializable;

/** All that the rerank operator is told. */
public record RerankSettings(
    ModelSettings model,
    ExecutionSettings execution,
    BatchSettings batch,
    ScoreCacheSettings scoreCache,
    GroupSettings groups,
    OperatorLimits limits)
    implements Serializable {}
