package io.riverrank.schemas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What long fuzzing found worth keeping, one input a line in Base64: together they reach every
 * branch that it reached.
 */
final class Corpus {

  private Corpus() {}

  static List<byte[]> of(Class<?> fuzzTest) throws IOException {
    String name = fuzzTest.getSimpleName() + "Corpus.txt";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(fuzzTest.getResourceAsStream(name), StandardCharsets.US_ASCII))) {
      return lines.lines().map(Base64.getDecoder()::decode).toList();
    }
  }
}
