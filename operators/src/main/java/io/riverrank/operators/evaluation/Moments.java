package io.riverrank.operators.evaluation;

/**
 * Count, mean and sum of squared deviations of values that come one by one: B. P. Welford, "Note on
 * a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4(3), 1962, and
 * for merging T. F. Chan, G. H. Golub, R. J. LeVeque (1979). The order of values and merges matters
 * to the last digits only.
 */
public final class Moments {

  private long n;
  private double mean;
  private double squares;

  public Moments() {}

  /**
   * @param squares sum of squared deviations from the mean
   */
  public Moments(long n, double mean, double squares) {
    this.n = n;
    this.mean = mean;
    this.squares = squares;
  }

  public void add(double value) {
    n++;
    double before = value - mean;
    mean += before / n;
    squares += before * (value - mean);
  }

  /** Adds the values of others, which stay as they are. */
  public void merge(Moments other) {
    if (other.n == 0) {
      return;
    }
    long both = n + other.n;
    double apart = other.mean - mean;
    // The smaller side moves the larger one's mean, which loses fewer digits.
    mean = n >= other.n ? mean + apart * other.n / both : other.mean - apart * n / both;
    squares += other.squares + apart * apart * n / both * other.n;
    n = both;
  }

  public long n() {
    return n;
  }

  /** 0 if there are no values. */
  public double mean() {
    return mean;
  }

  /** Sum of squared deviations from the mean. */
  public double squares() {
    return squares;
  }

  /** Standard deviation of just these values, ÷ n; 0 if there are none. */
  public double deviation() {
    return n == 0 ? 0 : Math.sqrt(squares / n);
  }
}
