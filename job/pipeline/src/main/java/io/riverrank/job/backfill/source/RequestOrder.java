package io.riverrank.job.backfill.source;

import static io.riverrank.job.backfill.tally.Counts.READ;
import static io.riverrank.job.backfill.tally.Counts.RECORDS;
import static io.riverrank.job.backfill.tally.Counts.REQUESTED;

import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Decodes requests and gives them their time, by their order alone and never by a clock.
 *
 * <p><b>Owned state.</b> The largest {@code event_time} so far and how many records came since; in
 * each checkpoint, so that time goes on after a restart where it was.
 *
 * <p><b>Time.</b> A request without {@code event_time} gets a millisecond more than the record
 * before it, counted from the largest {@code event_time} so far, or from 1970 where there was none.
 * The watermark follows the {@code event_time}s only, after each one that is a new largest: order
 * alone ends no group.
 */
final class RequestOrder extends AbstractStreamOperator<SourceEvent>
    implements OneInputStreamOperator<FileRecord, SourceEvent>, BoundedOneInput {

  private static final long serialVersionUID = 1;
  private static final int RECORDS_BETWEEN_COUNTS = 100;
  private static final long NONE = Long.MIN_VALUE;

  /** Stands for "no event_time" in a decoded request; two milliseconds before 1970. */
  private static final long UNSAID_MS = -2;

  private final String[] paths;
  private final RequestLimits limits;
  private final long maxOutOfOrdernessMs;
  private final long startedMs;

  private transient RequestDecoder decoder;
  private transient Counts counts;
  private transient ListState<Long> saved;
  private transient long largestMs;
  private transient long sinceLargest;
  private transient ReadProgress progress;
  private transient ListState<Long> savedProgress;
  private transient boolean restored;

  RequestOrder(List<String> paths, RequestLimits limits, long maxOutOfOrdernessMs, long startedMs) {
    this.paths = paths.toArray(String[]::new);
    this.limits = limits;
    this.maxOutOfOrdernessMs = maxOutOfOrdernessMs;
    this.startedMs = startedMs;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    saved =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("order", Types.LONG));
    List<Long> values = new ArrayList<>();
    saved.get().forEach(values::add);
    restored = !values.isEmpty();
    largestMs = restored ? values.get(0) : NONE;
    sinceLargest = restored ? values.get(1) : 0;
    savedProgress =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("progress", Types.LONG));
    progress = new ReadProgress();
    progress.restore(savedProgress);
    counts = new Counts(output, RECORDS_BETWEEN_COUNTS);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    saved.update(List.of(largestMs, sinceLargest));
    progress.save(savedProgress);
  }

  @Override
  public void open() throws Exception {
    super.open();
    // Far ahead of what is checked below, in its own words.
    decoder = new RequestDecoder(limits.withMaxAheadMs(Long.MAX_VALUE));
  }

  @Override
  public void processElement(StreamRecord<FileRecord> element) {
    if (restored && largestMs != NONE) {
      // The operators behind have forgotten it.
      emitWatermark();
    }
    restored = false;
    FileRecord record = element.getValue();
    count(record);
    long orderMs = (largestMs == NONE ? 0 : largestMs) + sinceLargest;
    sinceLargest++;
    SourceEvent event = event(record);
    if (event instanceof QueryEvent query) {
      counts.add(REQUESTED, query.candidates().size());
    }
    if (!(event instanceof QueryEvent query)) {
      output.collect(new StreamRecord<>(event, orderMs));
    } else if (query.eventTimeMs() == UNSAID_MS) {
      output.collect(new StreamRecord<>(withTime(query, orderMs), orderMs));
    } else {
      output.collect(new StreamRecord<>(query, query.eventTimeMs()));
      if (query.eventTimeMs() > largestMs) {
        largestMs = query.eventTimeMs();
        sinceLargest = 1;
        emitWatermark();
      }
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    counts.tell();
  }

  @Override
  public void endInput() {
    counts.tell();
  }

  private static QueryEvent withTime(QueryEvent query, long timeMs) {
    return new QueryEvent(
        query.queryId(),
        query.query(),
        timeMs,
        query.topK(),
        query.metadata(),
        query.whole(),
        query.candidates(),
        query.rejected(),
        query.candidateCount(),
        query.superseded(),
        query.source());
  }

  private void count(FileRecord record) {
    counts.add(RECORDS, 1);
    counts.add(READ, progress.advance(record));
    counts.tellIfDue();
  }

  private SourceEvent event(FileRecord record) {
    SourceRecord source =
        new SourceRecord(
            paths[record.file()],
            record.file(),
            record.place(),
            UNSAID_MS,
            null,
            record.value(),
            List.of());
    if (record.fault() != null) {
      return new DeadLetter(record.fault(), record.message(), source);
    }
    SourceEvent event = decoder.decode(source);
    return event instanceof QueryEvent query && isAhead(query)
        ? new DeadLetter(
            DeadLetterCode.EVENT_TIME_AHEAD,
            "event_time %s is more than rerank.event-time.max-ahead (%d ms) after the begin of the backfill; correct it or raise the limit"
                .formatted(Instant.ofEpochMilli(query.eventTimeMs()), limits.maxAheadMs()),
            source)
        : event;
  }

  private boolean isAhead(QueryEvent query) {
    return query.eventTimeMs() > startedMs && query.eventTimeMs() - startedMs > limits.maxAheadMs();
  }

  private void emitWatermark() {
    output.emitWatermark(new Watermark(largestMs - maxOutOfOrdernessMs - 1));
  }

  /** Time is made here; the source has none but its end. */
  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    if (watermark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(watermark);
    }
  }
}
