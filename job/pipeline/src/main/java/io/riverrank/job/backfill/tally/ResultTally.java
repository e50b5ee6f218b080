package io.riverrank.job.backfill.tally;

import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Counts results on their way to the sink. */
public final class ResultTally extends AbstractStreamOperator<RerankResult>
    implements OneInputStreamOperator<RerankResult, RerankResult>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  public static final String RESULTS = "results";
  public static final String INCOMPLETE = "results-incomplete";
  public static final String CANDIDATES = "candidates";
  public static final String SUPERSEDED = "candidates-superseded";
  public static final String FAILED = "candidates-failed";
  public static final String TRUNCATED = "candidates-truncated";

  /** Begin of the names that count the results of one model; {@link #model} reads the rest. */
  public static final String MODEL = "model ";

  private static final String BETWEEN = "\t";
  private static final int RESULTS_BETWEEN_COUNTS = 10;

  private transient Counts counts;

  @Override
  public void open() throws Exception {
    super.open();
    counts = new Counts(output, RESULTS_BETWEEN_COUNTS);
  }

  @Override
  public void processElement(StreamRecord<RerankResult> element) {
    RerankResult result = element.getValue();
    counts.add(RESULTS, 1);
    counts.add(INCOMPLETE, result.complete() ? 0 : 1);
    counts.add(CANDIDATES, result.candidatesReceived());
    counts.add(SUPERSEDED, result.superseded());
    counts.add(FAILED, result.failed().size());
    counts.add(TRUNCATED, result.results().stream().filter(RankedCandidate::truncated).count());
    counts.add(countName(result.model()), 1);
    counts.tellIfDue();
    output.collect(element);
  }

  /** The name that counts the results of a model. */
  static String countName(ModelInfo model) {
    return MODEL + String.join(BETWEEN, model.name(), model.fingerprint(), model.precision());
  }

  /** The model that a name counts the results of. */
  public static ModelInfo model(String countName) {
    String[] parts = countName.substring(MODEL.length()).split(BETWEEN, -1);
    return new ModelInfo(parts[0], parts[1], parts[2]);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    counts.tell();
  }

  @Override
  public void endInput() {
    counts.tell();
  }
}
