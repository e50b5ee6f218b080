package io.riverrank.sql;

import io.riverrank.operators.settings.ScoringSettings;
import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * What a model or a call of {@code RERANK} was told.
 *
 * @param topK candidates of a ranking at most; null for all
 * @param errors null where nothing was said
 * @param candidates of one row at most
 * @param textChars of a query and of a document at most, UTF-16 units
 */
record SqlSettings(
    ScoringSettings scoring,
    @Nullable Integer topK,
    @Nullable ErrorHandling errors,
    int candidates,
    int textChars)
    implements Serializable {}
