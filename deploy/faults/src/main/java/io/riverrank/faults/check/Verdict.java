package io.riverrank.faults.check;

import java.util.ArrayList;
import java.util.List;

/** Counts of what went in, came out and went wrong. */
public final class Verdict {

  private static final int EXAMPLES = 10;

  private long inputs;
  private long results;
  private long lost;
  private long doubled;
  private long different;
  private long documentedDoubles;
  private final List<String> examples = new ArrayList<>();

  void input(long messages) {
    inputs += messages;
  }

  void result(long count) {
    results += count;
  }

  void lost(long messages, String what) {
    lost += messages;
    example("lost: " + what);
  }

  void doubled(long count, String what) {
    doubled += count;
    example("doubled: " + what);
  }

  void documentedDouble(long count) {
    documentedDoubles += count;
  }

  void different(String what) {
    different++;
    example("different: " + what);
  }

  private void example(String text) {
    if (examples.size() < EXAMPLES) {
      examples.add(text);
    }
  }

  /** Records of the requests topic. */
  public long inputs() {
    return inputs;
  }

  /** Query ids that have a result. */
  public long results() {
    return results;
  }

  /** Records that are neither in a result nor a dead letter. */
  public long lost() {
    return lost;
  }

  /** Results and dead letters beyond the first. */
  public long doubled() {
    return doubled;
  }

  /** Results and dead letters that are not what they must be. */
  public long different() {
    return different;
  }

  /** Results beyond the first where the operator's guide says that there are some. */
  public long documentedDoubles() {
    return documentedDoubles;
  }

  /** Some of what went wrong, for a person. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** Whether nothing is lost, doubled or different. */
  public boolean isClean() {
    return lost == 0 && doubled == 0 && different == 0;
  }
}
