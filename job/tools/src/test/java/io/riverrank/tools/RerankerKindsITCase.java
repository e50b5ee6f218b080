package io.riverrank.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.Rerankers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command with each kind of model. */
class RerankerKindsITCase {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<TextPair> PAIRS = ParityCases.pairs();
  private static final double TOLERANCE = 1e-4;

  /** How far a score may be from the same pair's in another batch. */
  private static final double BATCHED = 1e-5;

  private static final int MOST_QUERY_BYTES = 150;

  @TempDir Path folder;

  private TestCommandLine run(Rerankers kind, String command, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--model", kind.directory().toString()));
    if (kind == Rerankers.CLASSES) {
      arguments.addAll(List.of("-D", "rerank.model.label=entailment"));
    }
    arguments.addAll(List.of(more));
    TestCommandLine run = TestTools.run(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private Path pairs() throws IOException {
    List<String> lines = new ArrayList<>();
    for (TextPair pair : PAIRS) {
      ObjectNode line = MAPPER.createObjectNode().put("query", pair.query());
      lines.add(line.put("document", pair.document()).toString());
    }
    return Files.write(folder.resolve("pairs.jsonl"), lines);
  }

  /** One query for each pair with two documents, of which its own is the relevant one. */
  private Path log() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PAIRS.size(); i++) {
      int queryBytes = PAIRS.get(i).query().getBytes(UTF_8).length;
      // Beside a longer one a model with a template reads neither document.
      if (queryBytes == 0 || queryBytes > MOST_QUERY_BYTES) {
        continue;
      }
      ObjectNode request = MAPPER.createObjectNode().put("query_id", "p" + i);
      var candidates = request.put("query", PAIRS.get(i).query()).putArray("candidates");
      candidates
          .addObject()
          .put("doc_id", "d0")
          .put("text", PAIRS.get(i).document())
          .put("label", 1);
      candidates.addObject().put("doc_id", "d1").put("text", "another document").put("label", 0);
      lines.add(request.toString());
    }
    return Files.write(folder.resolve("log.jsonl"), lines);
  }

  private List<JsonNode> scores(Rerankers kind, String... more) throws IOException {
    Path output = folder.resolve("scores.jsonl");
    List<String> arguments =
        new ArrayList<>(List.of("--input", pairs().toString(), "--output", output.toString()));
    arguments.addAll(List.of(more));
    run(kind, "score", arguments.toArray(String[]::new));
    List<JsonNode> scores = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      scores.add(MAPPER.readTree(line));
    }
    return scores;
  }

  @ParameterizedTest
  @EnumSource
  void scoreGivesTheReferencesScores(Rerankers kind) throws Exception {
    List<JsonNode> scores = scores(kind);

    JsonNode expected = kind.expected();
    assertThat(scores).hasSameSizeAs(PAIRS);
    for (int i = 0; i < scores.size(); i++) {
      JsonNode reference = expected.get(i);
      assertThat(scores.get(i).has("error")).isEqualTo(reference.has("error"));
      if (reference.has("error")) {
        continue;
      }
      assertThat(scores.get(i).get("tokens")).isEqualTo(reference.get("tokens"));
      assertThat(scores.get(i).get("logit").asDouble())
          .isCloseTo(kind.logit(reference), within(TOLERANCE));
      assertThat(scores.get(i).has("logits")).isEqualTo(reference.get("logit").isArray());
      for (int label = 0; label < scores.get(i).path("logits").size(); label++) {
        assertThat(scores.get(i).get("logits").get(label).asDouble())
            .isCloseTo(reference.get("logit").get(label).asDouble(), within(TOLERANCE));
      }
    }
  }

  /** A pair that fits is scored as it is; what is longer has the best of its parts. */
  @ParameterizedTest
  @EnumSource
  void longDocumentsAreReadInChunks(Rerankers kind) throws Exception {
    List<JsonNode> whole = scores(kind);
    List<JsonNode> chunked =
        scores(
            kind,
            "-D",
            "rerank.long-document=chunk",
            "-D",
            "rerank.long-document.overlap=8",
            "-D",
            "rerank.long-document.max-chunks=100");

    int longer = 0;
    for (int i = 0; i < whole.size(); i++) {
      if (whole.get(i).has("error")) {
        continue;
      }
      if (whole.get(i).get("truncated").asBoolean()) {
        longer += chunked.get(i).get("tokens").asInt() > whole.get(i).get("tokens").asInt() ? 1 : 0;
      } else {
        assertThat(chunked.get(i).get("tokens")).isEqualTo(whole.get(i).get("tokens"));
        assertThat(chunked.get(i).get("logit").asDouble())
            .isCloseTo(whole.get(i).get("logit").asDouble(), within(BATCHED));
      }
    }
    assertThat(longer).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void rankOrdersByTheScores(Rerankers kind) throws Exception {
    List<String> documents =
        PAIRS.stream().map(pair -> pair.document().strip()).filter(d -> !d.isBlank()).toList();
    List<String> lines = new ArrayList<>();
    for (String document : documents) {
      lines.add(MAPPER.writeValueAsString(document));
    }
    Path file = Files.write(folder.resolve("documents.jsonl"), lines);

    TestCommandLine run =
        run(kind, "rank", "--query", "average rent", "--documents", file.toString(), "--json");

    JsonNode ranking = MAPPER.readTree(run.out());
    assertThat(ranking).hasSize(documents.size());
    for (int i = 1; i < ranking.size(); i++) {
      assertThat(ranking.get(i).get("score").asDouble())
          .isLessThanOrEqualTo(ranking.get(i - 1).get("score").asDouble());
    }
  }

  @ParameterizedTest
  @EnumSource
  void backfillAndEvaluateAgree(Rerankers kind) throws Exception {
    Path output = folder.resolve("results");
    run(kind, "backfill", "--input", log().toString(), "--output", output.toString());
    Map<String, Double> scoreByQuery = new HashMap<>();
    int first = 0;
    try (Stream<Path> files = Files.list(output)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("results-")).toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode result = MAPPER.readTree(line);
          JsonNode best = result.get("results").get(0);
          first += best.get("doc_id").asText().equals("d0") ? 1 : 0;
          for (JsonNode candidate : result.get("results")) {
            if (candidate.get("doc_id").asText().equals("d0")) {
              scoreByQuery.put(result.get("query_id").asText(), candidate.get("logit").asDouble());
            }
          }
        }
      }
    }
    JsonNode expected = kind.expected();
    for (Map.Entry<String, Double> score : scoreByQuery.entrySet()) {
      JsonNode reference = expected.get(Integer.parseInt(score.getKey().substring(1)));
      assertThat(score.getValue()).isCloseTo(kind.logit(reference), within(TOLERANCE));
    }

    Path figures = folder.resolve("figures.json");
    run(kind, "evaluate", "--input", log().toString(), "--json", figures.toString());
    JsonNode precision = MAPPER.readTree(figures.toFile()).get("p@1");
    assertThat(precision.asDouble()).isCloseTo((double) first / scoreByQuery.size(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void benchMeasuresIt(Rerankers kind) throws Exception {
    Path figures = folder.resolve("bench.json");
    run(
        kind,
        "bench",
        "--input=" + log(),
        "--parts=limit,scorer",
        "--rounds=1",
        "--seconds=0.1",
        "--json=" + figures);

    assertThat(MAPPER.readTree(figures.toFile()).get("scorer_pairs_per_second").asDouble())
        .isPositive();
  }

  @Test
  void severalLabelsWithoutAChoiceEndWithTheModelsExitCode() throws Exception {
    TestCommandLine run =
        TestTools.run(
            "score",
            "--model",
            Rerankers.CLASSES.directory().toString(),
            "--input",
            pairs().toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.MODEL);
    assertThat(run.err()).contains("rerank.model.label", "entailment (1)").doesNotContain("\tat ");
  }
}
