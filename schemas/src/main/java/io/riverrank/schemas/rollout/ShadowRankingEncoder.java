package io.riverrank.schemas.rollout;

import io.riverrank.schemas.FieldWriter;
import io.riverrank.schemas.RecordEncoder;
import java.io.IOException;

/** Writes shadow rankings as JSON; {@code shadow.schema.json} describes it. Not thread safe. */
public final class ShadowRankingEncoder {

  private final RecordEncoder<ShadowRanking> encoder =
      new RecordEncoder<>(ShadowRankingEncoder::write);

  /**
   * @throws IllegalArgumentException if a score or logit is NaN or infinite
   */
  public byte[] encode(ShadowRanking ranking) {
    return encoder.encode(ranking);
  }

  private static void write(ShadowRanking ranking, FieldWriter out) throws IOException {
    out.text("query_id", ranking.queryId());
    out.object("champion", ranking.champion(), ShadowRankingEncoder::write);
    out.object("challenger", ranking.challenger(), ShadowRankingEncoder::write);
    out.object("agreement", ranking.agreement(), ShadowRankingEncoder::write);
  }

  private static void write(ShadowRanking.Side side, FieldWriter out) throws IOException {
    out.text("model", side.model());
    out.objects("results", side.results(), ShadowRankingEncoder::write);
  }

  private static void write(ShadowRanking.Entry entry, FieldWriter out) throws IOException {
    out.text("doc_id", entry.docId());
    out.wholeNumber("rank", entry.rank());
    out.floatNumber("score", entry.score());
    out.floatNumber("logit", entry.logit());
    out.bool("truncated", entry.truncated());
  }

  private static void write(ShadowRanking.Agreement agreement, FieldWriter out) throws IOException {
    out.number("rbo", agreement.rbo());
    out.numberOrNull("kendall_tau_b", agreement.kendallTauB());
    out.wholeNumber("top1_same", agreement.top1Same() ? 1 : 0);
    out.number("overlap@10", agreement.overlap());
    out.number("score_difference", agreement.scoreDifference());
  }
}
