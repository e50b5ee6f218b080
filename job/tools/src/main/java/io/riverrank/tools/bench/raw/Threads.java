package io.riverrank.tools.bench.raw;

/**
 * How a session is run.
 *
 * @param callers threads that run it at once
 * @param intraOp threads within one run
 */
public record Threads(int callers, int intraOp) {

  @Override
  public String toString() {
    return callers + " × " + intraOp;
  }
}
