package io.riverrank.operators.scoring;

import io.riverrank.schemas.ModelInfo;
import java.util.List;

/** A handle of a {@link ScoringService}; its pairs are its owner's. */
final class ServiceHandle implements ScoringHandle {
  private final ScoringService service;
  private final PairOwner owner;

  ServiceHandle(ScoringService service, PairOwner owner) {
    this.service = service;
    this.owner = owner;
  }

  @Override
  public ModelInfo info() {
    return service.model().info();
  }

  @Override
  public String modelIdentity() {
    return service.modelIdentity();
  }

  @Override
  public long tokensInFlight() {
    return owner.tokensInFlight();
  }

  @Override
  public boolean isBroken() {
    return service.isBroken();
  }

  @Override
  public ScoringHandle openInBackground(ScoreListener listener) {
    return service.openInBackground(listener);
  }

  @Override
  public void submit(List<ScoreRequest> requests) {
    service.submit(owner, requests);
  }

  @Override
  public void close() {
    service.forget(owner);
  }
}
