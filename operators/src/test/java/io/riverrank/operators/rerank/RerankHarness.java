package io.riverrank.operators.rerank;

import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The operator on Flink's keyed harness, with scores that come when the test says so. */
final class RerankHarness implements AutoCloseable {
  static final int MAX_PARALLELISM = 128;

  final ManualScoring scoring;
  final KeyedOneInputStreamOperatorTestHarness<String, QueryEvent, RerankResult> flink;

  private RerankHarness(
      ManualScoring scoring, RerankSettings settings, int parallelism, int subtask)
      throws Exception {
    this.scoring = scoring;
    this.flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new RerankOperatorFactory(settings, (context, listener) -> scoring.open(listener)),
            QueryEvent::queryId,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
  }

  static RerankHarness open() throws Exception {
    return open(new ManualScoring(), TestSettings.rerank());
  }

  static RerankHarness open(ManualScoring scoring, RerankSettings settings) throws Exception {
    return restore(scoring, settings, 1, 0, null, null);
  }

  static RerankHarness restore(
      ManualScoring scoring,
      RerankSettings settings,
      int parallelism,
      int subtask,
      @Nullable OperatorSubtaskState state,
      @Nullable StateBackend backend)
      throws Exception {
    RerankHarness harness = new RerankHarness(scoring, settings, parallelism, subtask);
    if (backend != null) {
      harness.flink.setStateBackend(backend);
    }
    harness.flink.setup(
        RiverrankTypes.RERANK_RESULT.createSerializer(
            harness.flink.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.flink.initializeState(state);
    }
    harness.flink.open();
    return harness;
  }

  RerankHarness send(QueryEvent... events) throws Exception {
    for (QueryEvent event : events) {
      flink.processElement(new StreamRecord<>(event, event.eventTimeMs()));
    }
    return this;
  }

  /** Runs the mails that are there and those they bring. */
  RerankHarness runMails() throws Exception {
    while (runMail()) {
      // One at a time.
    }
    return this;
  }

  /**
   * @return whether there was one
   */
  boolean runMail() throws Exception {
    Optional<Mail> mail = flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    if (mail.isPresent()) {
      mail.get().run();
    }
    return mail.isPresent();
  }

  /** Delivers every score that is waited for. */
  RerankHarness scoreAll() throws Exception {
    scoring.deliverAll();
    return runMails();
  }

  RerankHarness watermark(long timestampMs) throws Exception {
    flink.processWatermark(new Watermark(timestampMs));
    return this;
  }

  RerankHarness status(WatermarkStatus status) throws Exception {
    flink.processWatermarkStatus(status);
    return this;
  }

  /** Processing time goes on, and what it brings happens. */
  RerankHarness processingTime(long timeMs) throws Exception {
    flink.setProcessingTime(timeMs);
    return runMails();
  }

  List<RerankResult> results() {
    return flink.extractOutputValues();
  }

  /** Ids of one result in their new order. */
  static List<String> order(RerankResult result) {
    return result.results().stream().map(RankedCandidate::docId).toList();
  }

  List<DeadLetterCode> deadLetterCodes() {
    var letters = flink.getSideOutput(Rerank.DEAD_LETTERS);
    return letters == null
        ? List.of()
        : letters.stream().map(StreamRecord::getValue).map(DeadLetter::code).toList();
  }

  /** Watermarks that went on, in order. */
  List<Long> watermarks() {
    return flink.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(w -> ((Watermark) w).getTimestamp())
        .toList();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
