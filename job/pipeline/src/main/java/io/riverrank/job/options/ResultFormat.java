package io.riverrank.job.options;

/** What a backfill writes. */
public enum ResultFormat {
  JSON_LINES("jsonl"),
  JSON_LINES_GZIP("jsonl.gz"),
  JSON_LINES_ZSTD("jsonl.zst"),
  PARQUET("parquet"),
  /** A run file as trec_eval reads it. */
  TREC("trec");

  private final String word;

  ResultFormat(String word) {
    this.word = word;
  }

  /** As it is written in options, and the files' extension. */
  @Override
  public String toString() {
    return word;
  }
}
