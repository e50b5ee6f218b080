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
  private long mixed;
  private long different;
  private long documentedDoubles;
  private final List<String> examples = new ArrayList<>();

  /** Records that went in. */
  public void input(long messages) {
    inputs += messages;
  }

  /** What came out as it must. */
  public void result(long count) {
    results += count;
  }

  /**
   * @param what is missing, for a person
   */
  public void lost(long messages, String what) {
    lost += messages;
    example("lost: " + what);
  }

  /**
   * @param count beyond the first
   * @param what came again, for a person
   */
  public void doubled(long count, String what) {
    doubled += count;
    example("doubled: " + what);
  }

  void documentedDouble(long count) {
    documentedDoubles += count;
  }

  /**
   * @param what is not what it must be, for a person
   */
  public void different(String what) {
    different++;
    example("different: " + what);
  }

  /**
   * @param what is of a model that was not to answer then, for a person
   */
  public void mixed(String what) {
    mixed++;
    example("mixed: " + what);
  }

  private void example(String text) {
    if (examples.size() < EXAMPLES) {
      examples.add(text);
    }
  }

  /** Records of the topic that was read. */
  public long inputs() {
    return inputs;
  }

  /** Query ids that have a result; of a monitor: windows that have a record. */
  public long results() {
    return results;
  }

  /** Records that are neither in a result nor a dead letter; of a monitor: its own. */
  public long lost() {
    return lost;
  }

  /** Results, dead letters and a monitor's records beyond the first. */
  public long doubled() {
    return doubled;
  }

  /** Results of a model that was not commanded to answer then. */
  public long mixed() {
    return mixed;
  }

  /** Results, dead letters and a monitor's records that are not what they must be. */
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

  /** Whether nothing is lost, doubled, mixed or different. */
  public boolean isClean() {
    return lost == 0 && doubled == 0 && mixed == 0 && different == 0;
  }
}
