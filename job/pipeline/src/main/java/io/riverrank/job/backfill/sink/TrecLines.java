package io.riverrank.job.backfill.sink;

import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.Encoder;

/**
 * {@code query_id Q0 doc_id rank score model}, one candidate a line. The fields of a run file are
 * apart by white space, so white space within an id becomes {@code _}.
 *
 * <p>trec_eval goes by the score, as a 32-bit float, and orders equal ones by document id. So a
 * score that is not below the one before is written as the next float below that: our order is the
 * order for everybody.
 */
final class TrecLines implements Encoder<RerankResult> {

  private static final long serialVersionUID = 1;

  @Override
  public void encode(RerankResult result, OutputStream out) throws IOException {
    List<RankedCandidate> ranking = result.results();
    int count = result.topK() == null ? ranking.size() : Math.min(result.topK(), ranking.size());
    StringBuilder lines = new StringBuilder();
    float above = Float.POSITIVE_INFINITY;
    for (RankedCandidate candidate : ranking.subList(0, count)) {
      float score = (float) candidate.score();
      score = score < above ? score : Math.nextDown(above);
      above = score;
      lines
          .append(field(result.queryId()))
          .append(" Q0 ")
          .append(field(candidate.docId()))
          .append(' ')
          .append(candidate.rank())
          .append(' ')
          .append(score)
          .append(' ')
          .append(field(result.model().name()))
          .append('\n');
    }
    out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String field(String text) {
    return text.replaceAll("\\s", "_");
  }
}
