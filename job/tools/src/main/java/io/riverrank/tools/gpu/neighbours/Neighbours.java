package io.riverrank.tools.gpu.neighbours;

/**
 * How the scores of some pairs in one composition of batches differ from those alone.
 *
 * @param shapes {@code free}, or {@code fixed}: lengths rounded up and rows filled
 * @param batches how the pairs were put together: alone a second time, or at random by a seed
 * @param different pairs whose logit is not the same to the bit
 * @param beyond of these, pairs past 1e-5
 */
record Neighbours(
    String model,
    String file,
    String shapes,
    String batches,
    int callers,
    int pairs,
    int different,
    int beyond,
    double maxDifference) {
  private static final double LIMIT = 1e-5;

  static Neighbours of(
      String model,
      String file,
      String shapes,
      String batches,
      int callers,
      float[] alone,
      float[] batched) {
    int different = 0;
    int beyond = 0;
    double most = 0;
    for (int i = 0; i < alone.length; i++) {
      if (Float.compare(alone[i], batched[i]) != 0) {
        double difference = Math.abs((double) alone[i] - batched[i]);
        different++;
        // What is not finite in one of the two is a difference, too.
        beyond += difference <= LIMIT ? 0 : 1;
        most = Math.max(most, difference);
      }
    }
    return new Neighbours(
        model, file, shapes, batches, callers, alone.length, different, beyond, most);
  }
}
