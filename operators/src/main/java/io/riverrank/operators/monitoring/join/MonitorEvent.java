package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Judgement;
import javax.annotation.Nullable;

/** What one message or line that a monitor reads turns out to be. */
public sealed interface MonitorEvent {

  /** Epoch milliseconds; null where it has no say in how time goes by. */
  @Nullable
  Long timeMs();

  /** A ranking. */
  record Result(RerankResult result, SourceRecord source) implements MonitorEvent {
    @Override
    public Long timeMs() {
      return result.eventTimeMs();
    }
  }

  /**
   * A judgement or an interaction.
   *
   * @param key the query id or query text that it is joined by
   * @param judgement null if it is an interaction
   * @param interaction null if it is a judgement
   */
  record Evidence(
      String key,
      @Nullable Judgement judgement,
      @Nullable Interaction interaction,
      SourceRecord source)
      implements MonitorEvent {

    /** Null for a judgement that is about results of any time. */
    @Nullable
    @Override
    public Long timeMs() {
      return judgement != null ? judgement.eventTimeMs() : Long.valueOf(interaction.eventTimeMs());
    }
  }

  /** A line that says nothing, such as a comment. */
  record Nothing() implements MonitorEvent {
    @Nullable
    @Override
    public Long timeMs() {
      return null;
    }
  }

  /** None of them. */
  record Refused(DeadLetter letter) implements MonitorEvent {
    @Nullable
    @Override
    public Long timeMs() {
      return null;
    }
  }
}
