package io.riverrank.job.options;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is in an input file. */
public enum InputFormat {
  /** One request a line; {@code .gz} and {@code .zst} are unpacked. */
  JSON_LINES("jsonl", List.of("jsonl", "ndjson", "json")),
  PARQUET("parquet", List.of("parquet")),
  /** Avro's container files. */
  AVRO("avro", List.of("avro")),
  /** A TREC run: which documents a system found for which query. */
  TREC("trec", List.of("trec", "run")),
  /** The texts of a run's queries, TSV or JSON Lines. */
  TREC_QUERIES("trec-queries", List.of()),
  /** The texts of a run's documents, TSV or JSON Lines. */
  TREC_CORPUS("trec-corpus", List.of());

  private final String word;
  private final List<String> extensions;

  InputFormat(String word, List<String> extensions) {
    this.word = word;
    this.extensions = extensions;
  }

  /** By a file's name, in any case; empty for a name that says nothing. */
  public static Optional<InputFormat> ofName(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|gzip|zst|zstd)$", "");
    String extension = plain.substring(plain.lastIndexOf('.') + 1);
    boolean packed = plain.length() < name.length();
    return Stream.of(values())
        .filter(format -> format.extensions.contains(extension))
        .filter(format -> !packed || format.hasLines())
        .findFirst();
  }

  /** Whether it is text, which may be packed. */
  public boolean hasLines() {
    return this != PARQUET && this != AVRO;
  }

  /** As it is written in options. */
  @Override
  public String toString() {
    return word;
  }
}
