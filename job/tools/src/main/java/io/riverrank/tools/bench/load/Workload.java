package io.riverrank.tools.bench.load;

import io.riverrank.operators.scoring.TextPair;
import io.riverrank.schemas.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Queries of a log in the order in which they are sent; each is an event of its own. */
public record Workload(List<LoggedQuery> events) {
  private static final int LIGHT_CANDIDATES = 4;

  /**
   * About as many pairs as asked for: the whole log several times over, or queries of it that are
   * evenly spread, in an order that the seed decides.
   */
  public static Workload of(BenchLog log, long pairs, long seed) {
    List<LoggedQuery> queries = log.queries();
    List<LoggedQuery> events = new ArrayList<>();
    if (pairs >= log.pairs()) {
      long copies = Math.round((double) pairs / log.pairs());
      for (long copy = 0; copy < copies; copy++) {
        events.addAll(queries);
      }
    } else {
      int count = (int) Math.max(1, Math.round((double) queries.size() * pairs / log.pairs()));
      events.addAll(spread(queries, count));
    }
    Collections.shuffle(events, new Random(seed));
    return new Workload(List.copyOf(events));
  }

  /**
   * As many events as asked for that cost a model next to nothing, and all that is around it what
   * others cost: a few candidates of a query, each text cut to its first word.
   */
  public static Workload light(BenchLog log, int events) {
    List<LoggedQuery> light = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      light.add(light(log.queries().get(i % log.queries().size())));
    }
    return new Workload(light);
  }

  private static LoggedQuery light(LoggedQuery query) {
    return new LoggedQuery(
        firstWord(query.query()),
        query.topK(),
        query.metadata(),
        query.candidates().stream()
            .limit(LIGHT_CANDIDATES)
            .map(
                candidate ->
                    new Candidate(
                        candidate.docId(),
                        firstWord(candidate.text()),
                        candidate.originalRank(),
                        candidate.originalScore(),
                        candidate.label()))
            .toList());
  }

  private static String firstWord(String text) {
    return text.strip().split("\\s", 2)[0];
  }

  /** {@code count} of the elements, evenly spread. */
  public static <T> List<T> spread(List<T> all, int count) {
    List<T> chosen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }

  /** {@code count} events from a place on, again from the first where there are not enough. */
  public List<LoggedQuery> events(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> events.get(i % events.size()))
        .toList();
  }

  /** Pairs of all events. */
  public int pairs() {
    return events.stream().mapToInt(LoggedQuery::pairs).sum();
  }

  /** Every pair, in the order of the events. */
  public List<TextPair> textPairs() {
    return events.stream()
        .flatMap(
            event ->
                event.candidates().stream()
                    .map(candidate -> new TextPair(event.query(), candidate.text())))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The same through a function of each event. */
  public <T> List<T> map(Function<LoggedQuery, T> function) {
    return events.stream().map(function).collect(Collectors.toCollection(ArrayList::new));
  }
}
