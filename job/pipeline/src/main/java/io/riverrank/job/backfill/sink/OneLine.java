package io.riverrank.job.backfill.sink;

/** JSON without line breaks. */
final class OneLine {

  private OneLine() {}

  /**
   * Metadata is carried as it was sent, so it may have line breaks; as JSON has none within its
   * strings, spaces are as good.
   */
  static byte[] of(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        json[i] = ' ';
      }
    }
    return json;
  }
}
