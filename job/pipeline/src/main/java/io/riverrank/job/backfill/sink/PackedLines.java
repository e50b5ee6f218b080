package io.riverrank.job.backfill.sink;

import com.github.luben.zstd.ZstdOutputStream;
import io.riverrank.job.options.ResultFormat;
import io.riverrank.schemas.RerankResult;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Lines in a gzip or zstd file. */
record PackedLines(Encoder<RerankResult> encoder, ResultFormat format)
    implements BulkWriter.Factory<RerankResult> {

  @Override
  public BulkWriter<RerankResult> create(FSDataOutputStream out) throws IOException {
    OutputStream sink = new LeftOpen(out);
    OutputStream packing =
        format == ResultFormat.JSON_LINES_GZIP
            ? new GZIPOutputStream(sink)
            : new ZstdOutputStream(sink);
    return new BulkWriter<>() {
      @Override
      public void addElement(RerankResult result) throws IOException {
        encoder.encode(result, packing);
      }

      @Override
      public void flush() throws IOException {
        packing.flush();
      }

      @Override
      public void finish() throws IOException {
        packing.close();
      }
    };
  }

  /** The file is Flink's to close. */
  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
