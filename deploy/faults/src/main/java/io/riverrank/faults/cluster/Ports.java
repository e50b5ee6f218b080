package io.riverrank.faults.cluster;

/** The ports of a suite, from one number on. */
public record Ports(int first) {

  /** Kafka clients connect here. */
  public int broker() {
    return first;
  }

  /** The broker's own. */
  public int controller() {
    return first + 1;
  }

  int zooKeeper() {
    return first + 2;
  }

  int rest() {
    return first + 3;
  }

  int jobManager() {
    return first + 4;
  }
}
