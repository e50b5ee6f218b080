package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ModelReference;
import javax.annotation.Nullable;

/**
 * A model that only groups in flight still have.
 *
 * @param commandId of the unload that waits for it; null if none does
 */
record DrainingModel(ModelReference model, @Nullable String commandId) {}
