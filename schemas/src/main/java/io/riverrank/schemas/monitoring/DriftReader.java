package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.FieldReader;
import java.io.IOException;
import java.util.List;
import javax.annotation.Nullable;

/** Reads the drift of one distribution. */
final class DriftReader {

  private DriftReader() {}

  static Drift drift(FieldReader in) throws IOException {
    var read =
        new Object() {
          String baselineFrom;
          Double ks;
          Double ksP;
          Double psi;
          Double js;
          Double w1;
          Long n;
          Long baselineN;
          Double rankError;
          Drift.Bins bins;
          String reason;
        };
    in.object(
        name -> {
          switch (name) {
            case "baseline_from" -> read.baselineFrom = in.text();
            case "ks" -> read.ks = in.number();
            case "ks_p" -> read.ksP = in.number();
            case "psi" -> read.psi = in.number();
            case "js" -> read.js = in.number();
            case "w1" -> read.w1 = in.number();
            case "n" -> read.n = in.wholeNumber(0);
            case "baseline_n" -> read.baselineN = in.wholeNumber(0);
            case "rank_error" -> read.rankError = in.number();
            case "bins" -> read.bins = bins(in);
            case "reason" -> read.reason = in.text();
            default -> in.skip();
          }
        });
    return new Drift(
        read.baselineFrom,
        read.ks,
        read.ksP,
        read.psi,
        read.js,
        read.w1,
        in.required("n", read.n),
        in.required("baseline_n", read.baselineN),
        in.required("rank_error", read.rankError),
        read.bins,
        read.reason);
  }

  @Nullable
  private static Drift.Bins bins(FieldReader in) throws IOException {
    if (in.isNull()) {
      return null;
    }
    var read =
        new Object() {
          List<Double> edges;
          List<Long> baseline;
          List<Long> window;
        };
    in.object(
        name -> {
          switch (name) {
            case "edges" -> read.edges = in.array(in::number);
            case "baseline" -> read.baseline = in.array(() -> in.wholeNumber(0));
            case "window" -> read.window = in.array(() -> in.wholeNumber(0));
            default -> in.skip();
          }
        });
    int bins = in.required("edges", read.edges).size() + 1;
    if (in.required("baseline", read.baseline).size() != bins
        || in.required("window", read.window).size() != bins) {
      throw in.problem(
          DeadLetterCode.INVALID_FIELD,
          "has %d edges, %d baseline and %d window counts; send one edge less than counts of each"
              .formatted(read.edges.size(), read.baseline.size(), read.window.size()));
    }
    return new Drift.Bins(read.edges, read.baseline, read.window);
  }
}
