package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Judgement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A ranking with what is known about it.
 *
 * @param source what a dead letter gives back
 * @param judgements one a document
 * @param interactions in their order of time
 */
public record JoinedResult(
    RerankResult result,
    SourceRecord source,
    List<Judgement> judgements,
    List<Interaction> interactions) {

  /** One that nothing is known about yet. */
  public static JoinedResult of(MonitorEvent.Result result) {
    return new JoinedResult(result.result(), result.source(), List.of(), List.of());
  }

  JoinedResult with(List<Judgement> moreJudgements, List<Interaction> moreInteractions) {
    return new JoinedResult(
        result,
        source,
        Stream.concat(judgements.stream(), moreJudgements.stream()).toList(),
        Stream.concat(interactions.stream(), moreInteractions.stream()).toList());
  }
}
