package io.riverrank.operators.scoring;

import io.riverrank.schemas.ModelInfo;
import java.util.List;
import java.util.function.Consumer;

/** A handle of a {@link ScoringService}; its pairs are its owner's. */
final class ServiceHandle implements ScoringHandle {
  private final LoadedModel model;
  private final SubmittedPortions untokenized;
  private final PairOwner owner;
  private final Consumer<PairOwner> forget;

  /**
   * @param forget removes the owner's pairs from wherever they wait
   */
  ServiceHandle(
      LoadedModel model,
      SubmittedPortions untokenized,
      PairOwner owner,
      Consumer<PairOwner> forget) {
    this.model = model;
    this.untokenized = untokenized;
    this.owner = owner;
    this.forget = forget;
  }

  @Override
  public ModelInfo info() {
    return model.directory().info();
  }

  @Override
  public String modelIdentity() {
    return model.identity();
  }

  @Override
  public long tokensInFlight() {
    return owner.tokensInFlight();
  }

  @Override
  public void submit(List<ScoreRequest> requests) {
    untokenized.submit(owner, requests);
  }

  @Override
  public void close() {
    owner.leave();
    forget.accept(owner);
  }
}
