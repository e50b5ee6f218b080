package io.riverrank.job.backfill.sink;

import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultEncoder;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;

/** A result as on the results topic, one a line. */
final class ResultLines implements Encoder<RerankResult> {

  private static final long serialVersionUID = 1;

  private final boolean allScores;
  private transient ResultEncoder encoder;

  ResultLines(boolean allScores) {
    this.allScores = allScores;
  }

  @Override
  public void encode(RerankResult result, OutputStream out) throws IOException {
    if (encoder == null) {
      encoder = new ResultEncoder(allScores);
    }
    out.write(OneLine.of(encoder.encode(result)));
    out.write('\n');
  }
}
