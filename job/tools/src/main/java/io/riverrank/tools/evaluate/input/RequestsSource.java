package io.riverrank.tools.evaluate.input;

import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.tools.text.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/**
 * Queries of a requests log, as the job reads them. Members of a group have to follow each other.
 */
public final class RequestsSource implements QuerySource {
  private final JsonLines lines;
  private final RequestDecoder decoder;
  private final Judgements judgements;
  private final boolean ignoreIdenticalIds;
  private final Set<String> seen = new HashSet<>();
  @Nullable private QueryEvent ahead;

  /**
   * @param qrels null if the candidates have labels
   * @param ignoreIdenticalIds whether a candidate with its query's id is left out
   */
  public RequestsSource(
      InputFile file, @Nullable Qrels qrels, RequestLimits limits, boolean ignoreIdenticalIds) {
    this.ignoreIdenticalIds = ignoreIdenticalIds;
    this.lines = new JsonLines(file.name(), file.reader());
    // An old log may say anything about time, which doesn't matter here.
    this.decoder = new RequestDecoder(limits.withMaxAheadMs(Long.MAX_VALUE / 2));
    this.judgements = new Judgements(qrels);
  }

  @Override
  @Nullable
  public JudgedQuery next() {
    QueryEvent first = ahead == null ? event() : ahead;
    ahead = null;
    if (first == null) {
      return null;
    }
    if (!seen.add(first.queryId())) {
      throw lines.error(
          "has query_id %s a second time; events of one query have to follow each other, and a whole"
                  .formatted(first.queryId())
              + " one be there once");
    }
    List<Candidate> candidates = new ArrayList<>(first.candidates());
    List<FailedCandidate> rejected = new ArrayList<>(first.rejected());
    if (!first.whole()) {
      for (ahead = event(); follows(first); ahead = event()) {
        candidates.addAll(ahead.candidates());
        rejected.addAll(ahead.rejected());
      }
    }
    if (ignoreIdenticalIds) {
      candidates.removeIf(candidate -> candidate.docId().equals(first.queryId()));
      rejected.removeIf(candidate -> candidate.docId().equals(first.queryId()));
    }
    return judged(first, candidates, rejected);
  }

  private boolean follows(QueryEvent first) {
    return ahead != null && !ahead.whole() && ahead.queryId().equals(first.queryId());
  }

  @Nullable
  private QueryEvent event() {
    String line = lines.nextLine();
    if (line == null) {
      return null;
    }
    byte[] value = line.getBytes(StandardCharsets.UTF_8);
    // Without a query_id, the line's number is one.
    byte[] key = Long.toString(lines.number()).getBytes(StandardCharsets.UTF_8);
    SourceRecord record =
        new SourceRecord("", 0, lines.number(), System.currentTimeMillis(), key, value, List.of());
    SourceEvent event = decoder.decode(record);
    if (event instanceof DeadLetter dead) {
      throw lines.error("is no request: " + dead.message());
    }
    return (QueryEvent) event;
  }

  private JudgedQuery judged(
      QueryEvent event, List<Candidate> candidates, List<FailedCandidate> rejected) {
    List<JudgedDocument> documents = new ArrayList<>();
    for (Candidate candidate : candidates) {
      double relevance =
          judgements.relevance(event.queryId(), candidate.docId(), candidate.label());
      documents.add(
          new JudgedDocument(candidate.docId(), candidate.text(), relevance, Double.NaN, false));
    }
    double[] before = before(candidates, documents);
    for (FailedCandidate failed : rejected) {
      double relevance = judgements.relevance(event.queryId(), failed.docId(), null);
      documents.add(new JudgedDocument(failed.docId(), null, relevance, Double.NaN, false));
    }
    Double[] labels = candidates.stream().map(Candidate::label).toArray(Double[]::new);
    return new JudgedQuery(
        event.queryId(), event.query(), documents, judgements.all(event.queryId(), labels), before);
  }

  /** By the engine's rank where all have one, by its score where all have one, else unknown. */
  @Nullable
  private static double[] before(List<Candidate> candidates, List<JudgedDocument> documents) {
    Comparator<Integer> order;
    if (allHave(candidates, Candidate::originalRank)) {
      order = Comparator.comparing(i -> candidates.get(i).originalRank());
    } else if (allHave(candidates, Candidate::originalScore)) {
      order = Comparator.comparing(i -> -candidates.get(i).originalScore());
    } else {
      return null;
    }
    return IntStream.range(0, candidates.size())
        .boxed()
        .sorted(order)
        .mapToDouble(i -> documents.get(i).relevance())
        .toArray();
  }

  private static boolean allHave(List<Candidate> candidates, Function<Candidate, Object> field) {
    return candidates.stream().allMatch(candidate -> field.apply(candidate) != null);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
