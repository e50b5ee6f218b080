package io.riverrank.job.backfill.source;

import static io.riverrank.job.backfill.tally.Counts.READ;
import static io.riverrank.job.backfill.tally.Counts.RECORDS;
import static io.riverrank.job.backfill.tally.Counts.REQUESTED;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.job.options.InputFormat;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.trec.MalformedLineException;
import io.riverrank.schemas.trec.RunLine;
import io.riverrank.schemas.trec.TextRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
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
import org.apache.flink.util.OutputTag;

/**
 * Makes events of the lines of queries, corpus and runs. A document is one without query id and
 * with its text, a query one without candidates, a run's line one without texts.
 *
 * <p><b>Owned state.</b> The lines of the query that the run is at: they go on when its last one is
 * there. The last line of each document says how many documents there are, so that {@link
 * QueryText} knows when all have come or were refused.
 */
final class TrecLineParser extends AbstractStreamOperator<QueryEvent>
    implements OneInputStreamOperator<FileRecord, QueryEvent>, BoundedOneInput {

  private static final long serialVersionUID = 1;
  private static final int RECORDS_BETWEEN_COUNTS = 100;

  static final OutputTag<QueryEvent> QUERIES =
      new OutputTag<>("queries", RiverrankTypes.QUERY_EVENT);
  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("trec-dead-letters", RiverrankTypes.DEAD_LETTER);

  private final List<InputFile> files;
  private final int maxCandidates;
  private final boolean byKey;

  private transient Counts counts;
  private transient ReadProgress progress;
  private transient ListState<Long> savedProgress;
  private transient ListState<QueryEvent> savedLines;
  private transient List<QueryEvent> held;

  TrecLineParser(List<InputFile> files, int maxCandidates, boolean byKey) {
    this.files = List.copyOf(files);
    this.maxCandidates = maxCandidates;
    this.byKey = byKey;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    counts = new Counts(output, RECORDS_BETWEEN_COUNTS);
    savedProgress =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("progress", Types.LONG));
    progress = new ReadProgress();
    progress.restore(savedProgress);
    savedLines =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("lines", RiverrankTypes.QUERY_EVENT));
    held = new ArrayList<>();
    savedLines.get().forEach(held::add);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    progress.save(savedProgress);
    savedLines.update(held);
  }

  @Override
  public void processElement(StreamRecord<FileRecord> element) {
    FileRecord record = element.getValue();
    InputFile file = files.get(record.file());
    counts.tellIfDue();
    counts.add(READ, progress.advance(record));
    if (isComment(file.format(), record)) {
      return;
    }
    counts.add(RECORDS, file.format() == InputFormat.TREC ? 1 : 0);
    SourceRecord source =
        new SourceRecord(
            file.path(),
            record.file(),
            record.place(),
            SourceRecord.NO_TIMESTAMP,
            null,
            record.value(),
            List.of());
    if (record.fault() != null) {
      refuse(record.fault(), record.message(), source);
      return;
    }
    try {
      parse(file.format(), text(record.value()), source);
    } catch (MalformedLineException e) {
      refuse(DeadLetterCode.MALFORMED_LINE, e.getMessage(), source);
    } catch (CharacterCodingException e) {
      refuse(DeadLetterCode.INVALID_UTF8, "the line is not UTF-8; convert the file", source);
    }
  }

  private static boolean isComment(InputFormat format, FileRecord record) {
    byte[] line = record.value();
    return format == InputFormat.TREC
        && line != null
        && line[0] <= '#'
        && RunLine.isNone(new String(line, StandardCharsets.UTF_8));
  }

  private void parse(InputFormat format, String line, SourceRecord source)
      throws MalformedLineException {
    if (format == InputFormat.TREC) {
      RunLine run = RunLine.parse(line);
      hold(
          event(
              run.queryId(),
              "",
              List.of(
                  new Candidate(
                      run.docId(), "", run.rank(), run.hasScore() ? run.score() : null, null)),
              null,
              source));
      return;
    }
    TextRecord text = TextRecord.parse(line);
    if (format == InputFormat.TREC_QUERIES) {
      output.collect(
          QUERIES, new StreamRecord<>(event(text.id(), text.text(), List.of(), null, source)));
    } else {
      Candidate document = new Candidate(text.id(), text.titleAndText(), null, null, null);
      output.collect(new StreamRecord<>(event("", "", List.of(document), null, source)));
    }
  }

  /** Documents come before runs, so what is held is passed by nothing. */
  private void hold(QueryEvent line) {
    counts.add(REQUESTED, 1);
    if (byKey) {
      output.collect(new StreamRecord<>(line));
      return;
    }
    if (!held.isEmpty() && !held.get(0).queryId().equals(line.queryId())) {
      release();
    }
    if (held.size() == maxCandidates) {
      refuse(
          DeadLetterCode.TOO_MANY_CANDIDATES,
          "query_id %s has more lines than the %d of rerank.limits.candidates"
              .formatted(line.queryId(), maxCandidates),
          line.source());
      return;
    }
    held.add(line);
  }

  private void release() {
    Map<String, Integer> lastLineByDocument = new HashMap<>();
    for (int i = 0; i < held.size(); i++) {
      lastLineByDocument.put(docId(held.get(i)), i);
    }
    for (int i = 0; i < held.size(); i++) {
      QueryEvent line = held.get(i);
      boolean last = lastLineByDocument.get(docId(line)) == i;
      output.collect(
          new StreamRecord<>(
              event(
                  line.queryId(),
                  "",
                  line.candidates(),
                  last ? lastLineByDocument.size() : null,
                  line.source())));
    }
    held.clear();
  }

  private static String docId(QueryEvent line) {
    return line.candidates().get(0).docId();
  }

  @Override
  public void endInput() {
    if (!held.isEmpty()) {
      release();
    }
    counts.tell();
  }

  /** The end of time comes before the end of the input, and lines after it would be too late. */
  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    if (watermark.equals(Watermark.MAX_WATERMARK) && !held.isEmpty()) {
      release();
    }
    super.processWatermark(watermark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    counts.tell();
  }

  private void refuse(DeadLetterCode code, String message, SourceRecord source) {
    output.collect(DEAD_LETTERS, new StreamRecord<>(new DeadLetter(code, message, source)));
  }

  private static String text(byte[] line) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
  }

  private static QueryEvent event(
      String queryId,
      String query,
      List<Candidate> candidates,
      @Nullable Integer count,
      SourceRecord source) {
    return new QueryEvent(
        queryId, query, 0, null, null, false, candidates, List.of(), count, 0, source);
  }
}
