package io.riverrank.operators.monitoring.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How many documents were shown and clicked at each rank, of the first {@link #MAX_RANK}. */
public final class RankCounts {

  /** What is shown further down is not counted. */
  public static final int MAX_RANK = 100;

  private long[] shown = new long[0];
  private long[] clicked = new long[0];

  public void add(int rank, boolean click) {
    add(rank, 1, click ? 1 : 0);
  }

  /** Adds the counts of others, which stay as they are. */
  public void merge(RankCounts other) {
    for (int rank = 1; rank <= other.ranks(); rank++) {
      add(rank, other.shown(rank), other.clicked(rank));
    }
  }

  void add(int rank, long more, long clicks) {
    if (rank < 1 || rank > MAX_RANK) {
      return;
    }
    if (rank > shown.length) {
      int length = Math.min(MAX_RANK, Math.max(rank, 2 * shown.length));
      shown = Arrays.copyOf(shown, length);
      clicked = Arrays.copyOf(clicked, length);
    }
    shown[rank - 1] += more;
    clicked[rank - 1] += clicks;
  }

  /** Ranks beyond have no counts. */
  public int ranks() {
    int ranks = shown.length;
    while (ranks > 0 && shown[ranks - 1] == 0) {
      ranks--;
    }
    return ranks;
  }

  /**
   * @param rank from 1
   */
  public long shown(int rank) {
    return rank > shown.length ? 0 : shown[rank - 1];
  }

  /** Of those that were shown. */
  public long clicked(int rank) {
    return rank > clicked.length ? 0 : clicked[rank - 1];
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(ranks());
    for (int rank = 1; rank <= ranks(); rank++) {
      out.writeLong(shown(rank));
      out.writeLong(clicked(rank));
    }
  }

  public static RankCounts read(DataInput in) throws IOException {
    RankCounts counts = new RankCounts();
    int ranks = in.readInt();
    for (int rank = 1; rank <= ranks; rank++) {
      counts.add(rank, in.readLong(), in.readLong());
    }
    return counts;
  }
}
