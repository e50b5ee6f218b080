package io.riverrank.tools.evaluate.figures;

/** Is told how many pairs were scored since it was told last. */
@FunctionalInterface
public interface Progress {
  void add(long pairs);
}
