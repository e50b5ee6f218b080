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
 */
final class TrecLines implements Encoder<RerankResult> {

  private static final long serialVersionUID = 1;

  @Override
  public void encode(RerankResult result, OutputStream out) throws IOException {
    List<RankedCandidate> ranking = result.results();
    int count = result.topK() == null ? ranking.size() : Math.min(result.topK(), ranking.size());
    StringBuilder lines = new StringBuilder();
    for (RankedCandidate candidate : ranking.subList(0, count)) {
      lines
          .append(field(result.queryId()))
          .append(" Q0 ")
          .append(field(candidate.docId()))
          .append(' ')
          .append(candidate.rank())
          .append(' ')
          .append((float) candidate.score())
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
