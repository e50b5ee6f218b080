package io.riverrank.schemas;

/**
 * Reads what {@link ResultEncoder} wrote, of this version and of older ones. Fields that it doesn't
 * know are skipped, so that readers stay when results grow.
 *
 * <p>Not thread safe: buffers are reused from message to message.
 */
public final class ResultReader {

  private final RecordReader<RerankResult> reader =
      new RecordReader<>("a result", Integer.MAX_VALUE, ResultFields::read);

  /**
   * The result, without what isn't in the text: {@code topK} is null (the ranking is cut already)
   * and there are no headers.
   *
   * @throws MalformedRecordException if this isn't a result; the message says where and why
   */
  public RerankResult read(byte[] value) throws MalformedRecordException {
    return reader.read(value);
  }
}
