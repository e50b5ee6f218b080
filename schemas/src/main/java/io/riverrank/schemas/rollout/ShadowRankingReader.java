package io.riverrank.schemas.rollout;

import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RecordReader;
import java.io.IOException;
import java.util.List;

/** Reads shadow rankings, also those of later versions. Not thread safe. */
public final class ShadowRankingReader {

  private final RecordReader<ShadowRanking> reader =
      new RecordReader<>("a shadow ranking", Integer.MAX_VALUE, ShadowRankingReader::ranking);

  /**
   * @throws MalformedRecordException if this isn't a shadow ranking; the message says where and why
   */
  public ShadowRanking read(byte[] value) throws MalformedRecordException {
    return reader.read(value);
  }

  private static ShadowRanking ranking(FieldReader in) throws IOException {
    var read =
        new Object() {
          String queryId;
          ShadowRanking.Side champion;
          ShadowRanking.Side challenger;
          ShadowRanking.Agreement agreement;
        };
    in.object(
        name -> {
          switch (name) {
            case "query_id" -> read.queryId = in.text();
            case "champion" -> read.champion = side(in);
            case "challenger" -> read.challenger = side(in);
            case "agreement" -> read.agreement = agreement(in);
            default -> in.skip();
          }
        });
    return new ShadowRanking(
        in.required("query_id", read.queryId),
        in.required("champion", read.champion),
        in.required("challenger", read.challenger),
        in.required("agreement", read.agreement));
  }

  private static ShadowRanking.Side side(FieldReader in) throws IOException {
    var read =
        new Object() {
          String model;
          List<ShadowRanking.Entry> results;
        };
    in.object(
        name -> {
          switch (name) {
            case "model" -> read.model = in.text();
            case "results" -> read.results = in.array(() -> entry(in));
            default -> in.skip();
          }
        });
    return new ShadowRanking.Side(
        in.required("model", read.model), in.required("results", read.results));
  }

  private static ShadowRanking.Entry entry(FieldReader in) throws IOException {
    var read =
        new Object() {
          String docId;
          Integer rank;
          Double score;
          Double logit;
          Boolean truncated;
        };
    in.object(
        name -> {
          switch (name) {
            case "doc_id" -> read.docId = in.text();
            case "rank" -> read.rank = in.count(1);
            case "score" -> read.score = in.floatNumber();
            case "logit" -> read.logit = in.floatNumber();
            case "truncated" -> read.truncated = in.bool();
            default -> in.skip();
          }
        });
    return new ShadowRanking.Entry(
        in.required("doc_id", read.docId),
        in.required("rank", read.rank),
        in.required("score", read.score),
        in.required("logit", read.logit),
        in.required("truncated", read.truncated));
  }

  private static ShadowRanking.Agreement agreement(FieldReader in) throws IOException {
    var read =
        new Object() {
          Double rbo;
          Double kendallTauB;
          Integer top1Same;
          Double overlap;
          Double scoreDifference;
        };
    in.object(
        name -> {
          switch (name) {
            case "rbo" -> read.rbo = in.number();
            case "kendall_tau_b" -> read.kendallTauB = in.number();
            case "top1_same" -> read.top1Same = in.count(0);
            case "overlap@10" -> read.overlap = in.number();
            case "score_difference" -> read.scoreDifference = in.number();
            default -> in.skip();
          }
        });
    return new ShadowRanking.Agreement(
        in.required("rbo", read.rbo),
        read.kendallTauB,
        in.required("top1_same", read.top1Same) > 0,
        in.required("overlap@10", read.overlap),
        in.required("score_difference", read.scoreDifference));
  }
}
