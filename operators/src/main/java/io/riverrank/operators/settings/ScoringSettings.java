package io.riverrank.operators.settings;

import java.io.Serializable;

/** All that scoring is told: which model, and how it runs within one task manager. */
public record ScoringSettings(
    ModelSettings model,
    ExecutionSettings execution,
    BatchSettings batch,
    ScoreCacheSettings scoreCache)
    implements Serializable {}
