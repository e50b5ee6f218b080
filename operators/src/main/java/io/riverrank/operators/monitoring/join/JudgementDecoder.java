package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Judgement;
import io.riverrank.schemas.monitoring.JudgementReader;
import io.riverrank.schemas.trec.MalformedLineException;
import io.riverrank.schemas.trec.Qrel;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import javax.annotation.Nullable;

/**
 * Reads judgements as JSON, and in files as TREC's qrels, too, told apart by the first letter. In a
 * file one without time is about results of any time; in a topic its message's timestamp is its
 * time. Not thread safe.
 */
public final class JudgementDecoder extends EvidenceDecoder {

  /** No message has it, so what comes out with it had no time. */
  private static final long NO_TIME = Long.MIN_VALUE;

  private final JudgementReader reader;
  private final boolean byQuery;

  /**
   * @param byQuery whether judgements name the query's text, not its id
   */
  public JudgementDecoder(RequestLimits limits, Clock clock, boolean byQuery) {
    super(limits, clock);
    this.reader = new JudgementReader(limits);
    this.byQuery = byQuery;
  }

  @Override
  MonitorEvent decode(SourceRecord source) throws MalformedRecordException {
    boolean inFile = source.timestampMs() == SourceRecord.NO_TIMESTAMP;
    if (inFile && source.value()[0] != '{') {
      return qrel(source);
    }
    Judgement judgement = reader.read(source.value(), inFile ? NO_TIME : source.timestampMs());
    return event(judgement, source);
  }

  private MonitorEvent qrel(SourceRecord source) {
    try {
      String line =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source.value())).toString();
      if (Qrel.isNone(line)) {
        return new MonitorEvent.Nothing();
      }
      Qrel qrel = Qrel.parse(line);
      return event(
          new Judgement(
              byQuery ? null : qrel.queryId(),
              byQuery ? qrel.queryId() : null,
              qrel.docId(),
              qrel.relevance(),
              null),
          source);
    } catch (MalformedLineException e) {
      return refused(DeadLetterCode.MALFORMED_LINE, e.getMessage(), source);
    } catch (CharacterCodingException e) {
      return refused(
          DeadLetterCode.INVALID_UTF8, "the line is not UTF-8; convert the file", source);
    }
  }

  private MonitorEvent event(Judgement judgement, SourceRecord source) {
    String key = byQuery ? judgement.query() : judgement.queryId();
    if (key == null) {
      return byQuery
          ? refused(
              DeadLetterCode.MISSING_QUERY,
              "the judgement has no query, which monitor.judgements.key=query joins by; send it, or set that to query_id",
              source)
          : refused(
              DeadLetterCode.MISSING_QUERY_ID,
              "the judgement has no query_id; send it, or set monitor.judgements.key=query",
              source);
    }
    return new MonitorEvent.Evidence(key, timeless(judgement), null, source);
  }

  private static Judgement timeless(Judgement judgement) {
    return isNoTime(judgement.eventTimeMs())
        ? new Judgement(
            judgement.queryId(), judgement.query(), judgement.docId(), judgement.label(), null)
        : judgement;
  }

  private static boolean isNoTime(@Nullable Long timeMs) {
    return timeMs == null || timeMs == NO_TIME;
  }
}
