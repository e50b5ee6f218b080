package io.riverrank.tools.evaluate.figures;

import java.util.Arrays;

/** A growing array of numbers: eight bytes each, where a list takes three times that. */
public final class Doubles {
  private double[] values = new double[1024];
  private int size;

  /** Puts one at the end. */
  public void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The value at a place from 0. */
  public double get(int index) {
    return values[index];
  }

  /** A copy. */
  public double[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
