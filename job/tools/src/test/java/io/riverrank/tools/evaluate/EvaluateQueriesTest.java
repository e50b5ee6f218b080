package io.riverrank.tools.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms in which judged queries come, scored by the bundled model. */
class EvaluateQueriesTest {
  private static final double TOLERANCE = 1e-12;
  private static final String QUERY = "average rent in canada";
  private static final String[] TEXTS = {
    "Bread prices, 1990 to 2024", "Number of cats", "Average monthly rent by province, Canada"
  };

  @TempDir Path folder;
  private EvaluateRuns runs;

  @BeforeEach
  void openFolder() {
    runs = new EvaluateRuns(folder);
  }

  private String qrels() throws Exception {
    return runs.write("log.qrels", "q 0 d2 2\nother 0 d9 1\n");
  }

  private static String candidate(int i, String more) {
    return "{\"doc_id\":\"d%d\",\"text\":\"%s\",\"original_rank\":%d%s}"
        .formatted(i, TEXTS[i], i + 1, more);
  }

  private static String whole(String lastLabel) {
    return "{\"query_id\":\"q\",\"query\":\"%s\",\"candidates\":[%s]}\n"
        .formatted(
            QUERY,
            IntStream.range(0, TEXTS.length)
                .mapToObj(i -> candidate(i, i == 2 ? lastLabel : ""))
                .collect(Collectors.joining(",")));
  }

  /** The relevant document is third before, and first after. */
  private static void assertThirdBecomesFirst(JsonNode figures) {
    assertThat(figures.get("queries").asInt()).isEqualTo(1);
    assertThat(figures.get("documents").asInt()).isEqualTo(3);
    assertThat(figures.get("base_map").asDouble()).isCloseTo(1 / 3.0, within(TOLERANCE));
    assertThat(figures.get("base_mrr@10").asDouble()).isCloseTo(1 / 3.0, within(TOLERANCE));
    assertThat(figures.get("base_ndcg@10").asDouble()).isCloseTo(0.5, within(TOLERANCE));
    for (String name : new String[] {"map", "mrr@10", "ndcg@10", "p@1", "recall@5"}) {
      assertThat(figures.get(name).asDouble()).as(name).isCloseTo(1, within(TOLERANCE));
    }
  }

  @Test
  void requestsWithLabels() throws Exception {
    String log = runs.write("log.jsonl", whole(",\"label\":1"));
    assertThirdBecomesFirst(runs.figures("--input", log));
  }

  @Test
  void requestsWithQrels() throws Exception {
    String log = runs.write("log.jsonl", whole(""));
    assertThirdBecomesFirst(runs.figures("--input", log, "--qrels", qrels()));
  }

  @Test
  void qrelsGoBeforeLabels() throws Exception {
    String log = runs.write("log.jsonl", whole("").replace("d0\",", "d0\",\"label\":1,"));
    assertThirdBecomesFirst(runs.figures("--input", log, "--qrels", qrels()));
  }

  @Test
  void membersThatFollowEachOther() throws Exception {
    String lines =
        IntStream.range(0, TEXTS.length)
            .mapToObj(
                i ->
                    "{\"query_id\":\"q\",\"query\":\"%s\",\"candidate_count\":3,\"candidate\":%s}\n"
                        .formatted(QUERY, candidate(i, i == 2 ? ",\"label\":1" : ",\"label\":0")))
            .collect(Collectors.joining());
    assertThirdBecomesFirst(runs.figures("--input", runs.write("log.jsonl", lines)));
  }

  @Test
  void membersThatAreApartAreNamed() throws Exception {
    String member =
        "{\"query_id\":\"%s\",\"query\":\"x\",\"candidate_count\":2,\"candidate\":%s}\n";
    String lines =
        member.formatted("q", candidate(0, ",\"label\":1"))
            + member.formatted("r", candidate(0, ",\"label\":1"))
            + member.formatted("q", candidate(1, ",\"label\":1"));
    assertThat(EvaluateRuns.run("--input", runs.write("log.jsonl", lines)).err())
        .contains("line 3 has query_id q a second time");
  }

  @Test
  void aRunThatTheModelScores() throws Exception {
    String run = runs.write("run", "q Q0 d1 2 8 t\nq Q0 d0 1 9.5 t\nq Q0 d2 3 -1 t\n");
    String queries = runs.write("queries.tsv", "q\t" + QUERY + "\nunused\tx\n");
    String corpus =
        runs.write(
            "corpus.jsonl",
            "{\"_id\":\"d0\",\"title\":\"Bread prices,\",\"text\":\"1990 to 2024\"}\n"
                + "{\"_id\":\"d1\",\"text\":\"%s\"}\n{\"_id\":\"d2\",\"text\":\"%s\"}\n"
                    .formatted(TEXTS[1], TEXTS[2]));
    assertThirdBecomesFirst(
        runs.figures("--run", run, "--qrels", qrels(), "--queries", queries, "--corpus", corpus));

    String short1 = runs.write("short.tsv", "d0\tx\nd1\ty\n");
    assertThat(
            EvaluateRuns.run(
                    "--run", run, "--qrels", qrels(), "--queries", queries, "--corpus", short1)
                .err())
        .contains("short.tsv has no text for id d2 of the run");
  }

  /** With the positive that is not among the documents there are four, and it comes last before. */
  @ParameterizedTest
  @CsvSource({
    "'', 4, 0.41666666666666663",
    "--always-rerank-positives, 4, 0.41666666666666663",
    "--no-always-rerank-positives, 3, 0.41666666666666663"
  })
  void samplesWithDocuments(String option, int documents, double before) throws Exception {
    String samples =
        runs.write(
            "samples.jsonl",
            "{\"query\":\"%s\",\"documents\":[\"%s\",\"%s\",\"%s\"],\"positive\":[\"%s\",\"Rent, Canada, average\"]}\n"
                .formatted(QUERY, TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[2]));
    JsonNode figures =
        option.isEmpty()
            ? runs.figures("--input", samples)
            : runs.figures("--input", samples, option);

    assertThat(figures.get("documents").asInt()).isEqualTo(documents);
    assertThat(figures.get("base_map").asDouble()).isCloseTo(before, within(TOLERANCE));
    assertThat(figures.get("map").asDouble()).isCloseTo(1, within(TOLERANCE));
  }

  /** q1 has d2 (grade 2) at 2 and d3 (1) at 3, q2 has d1 (3) at 2: all files say so. */
  @ParameterizedTest
  @CsvSource({
    "comment.run,comment.qrels",
    "comment.run,float.qrels",
    "msmarco3.run,comment.qrels",
    "msmarco3.run,float.qrels"
  })
  void runsAndJudgementsAsOthersWriteThem(String run, String qrels) throws Exception {
    JsonNode figures =
        runs.figures("--run", EvaluateRuns.resource(run), "--qrels", EvaluateRuns.resource(qrels));
    assertThat(figures.get("queries").asInt()).isEqualTo(2);
    assertThat(figures.get("queries_not_run").asInt()).isZero();
    assertThat(figures.get("mrr").asDouble()).isCloseTo(0.5, within(TOLERANCE));
    double q1 = (1 / 2.0 + 2 / 3.0) / 2;
    assertThat(figures.get("map").asDouble()).isCloseTo((q1 + 0.5) / 2, within(TOLERANCE));
  }

  @Test
  void aRunWithMsMarcosDocuments() throws Exception {
    String queries = runs.write("queries.tsv", "q1\trent in canada\nq2\tbread\n");
    JsonNode figures =
        runs.figures(
            "--run",
            EvaluateRuns.resource("msmarco3.run"),
            "--qrels",
            EvaluateRuns.resource("float.qrels"),
            "--queries",
            queries,
            "--corpus",
            EvaluateRuns.resource("msmarco-docs.tsv"));
    assertThat(figures.get("documents").asInt()).isEqualTo(5);
    assertThat(figures.get("failed").asInt()).isZero();
  }

  @Test
  void judgementsAreNoRun() throws Exception {
    String grades = runs.write("grades.tsv", "q\td1\t1\nq\td2\t1\n");
    assertThat(EvaluateRuns.run("--run", grades, "--qrels", qrels()).err())
        .contains("line 2 has rank 1 of query q a second time", "no grade");
  }

  /** As in ArguAna and Quora, where queries are documents. */
  @Test
  void aQuerysOwnIdIsLeftOutOnRequest() throws Exception {
    String judged = runs.write("own.qrels", "q 0 d2 1\n");
    String run = runs.write("own.run", "q Q0 q 1 9 t\nq Q0 d2 2 8 t\n");
    String results =
        "{'query_id':'q','query':'x','event_time':'2026-03-01T12:00:00Z','complete':true,"
            + "'candidates_received':2,'superseded':0,'model':{'name':'m','fingerprint':'f','precision':'fp32'},"
            + "'results':[{'doc_id':'q','rank':1,'score':0.9,'logit':2,'truncated':false},"
            + "{'doc_id':'d2','rank':2,'score':0.8,'logit':1,'truncated':false}],"
            + "'failed':[],'scored_at':'2026-03-01T12:00:00Z'}";
    String log = runs.write("own.jsonl", results.replace('\'', '"'));
    for (String file : new String[] {run, log}) {
      String[] arguments = {"--run", file, "--qrels", judged};
      assertThat(runs.figures(arguments).get("mrr").asDouble()).isEqualTo(0.5);
      String[] more = {"--run", file, "--qrels", judged, "--ignore-identical-ids"};
      assertThat(runs.figures(more).get("mrr").asDouble()).isEqualTo(1);
    }
    String requests = runs.write("requests.jsonl", whole("").replace("\"d0\"", "\"q\""));
    JsonNode figures =
        runs.figures("--input", requests, "--qrels", judged, "--ignore-identical-ids");
    assertThat(figures.get("documents").asInt()).isEqualTo(2);
    assertThat(figures.get("base_mrr@10").asDouble()).isEqualTo(0.5);
  }
}
