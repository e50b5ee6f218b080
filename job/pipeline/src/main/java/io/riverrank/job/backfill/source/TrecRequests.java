package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestLimits;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The requests of TREC runs: each line of a run is a member of its query's group, and meets the
 * texts of its document and its query in keyed state, so that memory doesn't depend on the corpus.
 *
 * <p>One reader reads queries, then corpus, then runs; a document is therefore always at its key
 * before a line that names it. Queries take a shorter way, so lines may have to wait for them.
 */
public final class TrecRequests {

  private TrecRequests() {}

  /**
   * @param files queries, corpus, runs
   * @param byKey whether the lines of a query may be anywhere in the runs
   */
  public static Requests add(
      StreamExecutionEnvironment env,
      List<InputFile> files,
      RecordFormat format,
      RequestLimits limits,
      boolean byKey) {
    SingleOutputStreamOperator<QueryEvent> lines =
        FileRequests.records(env, files, format)
            .transform(
                "Parse TREC lines",
                RiverrankTypes.QUERY_EVENT,
                new TrecLineParser(files, limits.candidates(), byKey))
            .uid("backfill-trec-lines")
            .setParallelism(1)
            .setMaxParallelism(1);
    SingleOutputStreamOperator<QueryEvent> withDocuments =
        lines
            .keyBy(line -> line.candidates().get(0).docId())
            .process(new DocumentText(limits.textChars()))
            .returns(RiverrankTypes.QUERY_EVENT)
            .uid("backfill-trec-documents")
            .name("Documents");
    SingleOutputStreamOperator<QueryEvent> requests =
        lines
            .getSideOutput(TrecLineParser.QUERIES)
            .keyBy(QueryEvent::queryId)
            .connect(withDocuments.keyBy(QueryEvent::queryId))
            .process(new QueryText(limits.textChars()))
            .returns(RiverrankTypes.QUERY_EVENT)
            .uid("backfill-trec-queries")
            .name("Queries");
    return new Requests(
        requests,
        lines
            .getSideOutput(TrecLineParser.DEAD_LETTERS)
            .union(
                withDocuments.getSideOutput(TrecLineParser.DEAD_LETTERS),
                requests.getSideOutput(TrecLineParser.DEAD_LETTERS)),
        lines.getSideOutput(Counts.COUNTS));
  }
}
