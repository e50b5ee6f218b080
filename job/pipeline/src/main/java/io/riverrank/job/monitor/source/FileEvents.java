package io.riverrank.job.monitor.source;

import io.riverrank.job.backfill.source.FileRecord;
import io.riverrank.job.kafka.source.RecordDeserializationSchema.Decoders;
import io.riverrank.operators.monitoring.join.MonitorEvent;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.SourceRecord;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Decodes the lines and rows of files. */
final class FileEvents extends RichMapFunction<FileRecord, MonitorEvent> {

  private static final long serialVersionUID = 1;

  private final String[] paths;
  private final Decoders<MonitorEvent> decoders;
  private transient Function<SourceRecord, MonitorEvent> decoder;

  /**
   * @param paths of the files in their order
   */
  FileEvents(List<String> paths, Decoders<MonitorEvent> decoders) {
    this.paths = paths.toArray(String[]::new);
    this.decoders = decoders;
  }

  @Override
  public void open(OpenContext context) {
    decoder = decoders.create();
  }

  @Override
  public MonitorEvent map(FileRecord record) {
    SourceRecord source =
        new SourceRecord(
            paths[record.file()],
            record.file(),
            record.place(),
            SourceRecord.NO_TIMESTAMP,
            null,
            record.value(),
            List.of());
    return record.fault() == null
        ? decoder.apply(source)
        : new MonitorEvent.Refused(new DeadLetter(record.fault(), record.message(), source));
  }
}
