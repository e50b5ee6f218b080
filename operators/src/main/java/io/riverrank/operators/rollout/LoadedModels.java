package io.riverrank.operators.rollout;

import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.rollout.ModelReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** The models that a subtask holds, by what a group in state says of its own. */
final class LoadedModels {
  private final Map<String, LoadedHandle> byIdentity = new HashMap<>();

  /** Adds a model that was asked for as {@code model}; its fingerprint is known now. */
  LoadedHandle add(ModelReference model, ScoringHandle handle) {
    LoadedHandle loaded =
        new LoadedHandle(
            new ModelReference(model.uri(), model.file(), handle.info().fingerprint()), handle);
    byIdentity.put(handle.modelIdentity(), loaded);
    return loaded;
  }

  void remove(LoadedHandle loaded) {
    byIdentity.values().remove(loaded);
  }

  /** Those that are being freed count, so that never more than so many are in memory. */
  int size() {
    return byIdentity.size();
  }

  boolean has(String identity) {
    return byIdentity.containsKey(identity);
  }

  LoadedHandle of(String identity) {
    return byIdentity.get(identity);
  }

  /** The same model, or the same files read with other options; null for neither. */
  @Nullable
  LoadedHandle like(String identity) {
    LoadedHandle same = byIdentity.get(identity);
    if (same != null) {
      return same;
    }
    return byIdentity.values().stream()
        .filter(loaded -> identity.startsWith(loaded.model().fingerprint() + "|"))
        .findFirst()
        .orElse(null);
  }

  LoadedHandle of(ModelReference model) {
    return byIdentity.values().stream()
        .filter(loaded -> loaded.model().equals(model))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(model + " is not loaded"));
  }

  /** Those that can't score any more. */
  List<LoadedHandle> broken() {
    return byIdentity.values().stream().filter(model -> model.handle().isBroken()).toList();
  }

  long tokensInFlight() {
    return byIdentity.values().stream().mapToLong(model -> model.handle().tokensInFlight()).sum();
  }

  void close() {
    List<LoadedHandle> all = new ArrayList<>(byIdentity.values());
    byIdentity.clear();
    all.forEach(loaded -> loaded.handle().close());
  }
}
