package io.riverrank.operators.monitoring.summary;

import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.drift.BinEdges;
import io.riverrank.operators.monitoring.drift.ValueSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import javax.annotation.Nullable;

/** The values of one distribution: a sketch, moments, and exact counts in a baseline's bins. */
final class DistributionSummary {

  private final ValueSketch sketch;
  private final Moments moments;
  @Nullable private BinEdges edges;
  @Nullable private long[] counts;

  /**
   * @param edges of the baseline's bins; null to count in none
   */
  DistributionSummary(int sketchSize, @Nullable BinEdges edges) {
    this(
        new ValueSketch(sketchSize),
        new Moments(),
        edges,
        edges == null ? null : new long[edges.bins()]);
  }

  private DistributionSummary(
      ValueSketch sketch, Moments moments, @Nullable BinEdges edges, @Nullable long[] counts) {
    this.sketch = sketch;
    this.moments = moments;
    this.edges = edges;
    this.counts = counts;
  }

  void add(float[] values) {
    for (float value : values) {
      sketch.add(value);
      moments.add(value);
      if (edges != null) {
        counts[edges.bin(value)]++;
      }
    }
  }

  boolean hasBinsOf(DistributionSummary other) {
    return Objects.equals(edges, other.edges);
  }

  /** Forgets the counts. */
  void dropBins() {
    edges = null;
    counts = null;
  }

  /**
   * @throws IllegalArgumentException if the other counts in other bins
   */
  void merge(DistributionSummary other) {
    if (!hasBinsOf(other)) {
      throw new IllegalArgumentException(
          "summaries with bins of different baselines can't merge; they belong to one run");
    }
    sketch.merge(other.sketch);
    moments.merge(other.moments);
    for (int i = 0; edges != null && i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  ValueSketch sketch() {
    return sketch;
  }

  Moments moments() {
    return moments;
  }

  /** Counts in these bins; null if values weren't counted in them. */
  @Nullable
  long[] countsIn(@Nullable BinEdges bins) {
    return edges != null && edges.equals(bins) ? counts.clone() : null;
  }

  void write(DataOutput out) throws IOException {
    sketch.write(out);
    SummaryCodec.writeMoments(moments, out);
    out.writeInt(edges == null ? -1 : edges.edges().length);
    if (edges != null) {
      for (float edge : edges.edges()) {
        out.writeFloat(edge);
      }
      for (long count : counts) {
        out.writeLong(count);
      }
    }
  }

  static DistributionSummary read(DataInput in) throws IOException {
    ValueSketch sketch = ValueSketch.read(in);
    Moments moments = SummaryCodec.readMoments(in);
    int length = in.readInt();
    if (length < 0) {
      return new DistributionSummary(sketch, moments, null, null);
    }
    float[] edges = new float[length];
    for (int i = 0; i < length; i++) {
      edges[i] = in.readFloat();
    }
    long[] counts = new long[length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.readLong();
    }
    return new DistributionSummary(sketch, moments, new BinEdges(edges), counts);
  }
}
