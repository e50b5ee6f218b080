package io.riverrank.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchITCase {
  private static final String MODEL =
      Path.of("../../operators/src/test/resources/models/gte-tiny").toString();

  @TempDir private Path folder;

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private Path log() throws Exception {
    return Files.write(
        folder.resolve("log.jsonl"),
        List.of(
            "{\"query\":\"bread prices\",\"documents\":[\"What bread costs\",\"Rye and wheat\"]}",
            "{\"query\":\"average rent\",\"document\":\"Average monthly rent by province\"}",
            "{\"query\":\"average rent\",\"document\":\"Rent\"}",
            "broken"));
  }

  @Test
  void everyPartGivesFiguresThatAgree() throws Exception {
    Path json = folder.resolve("bench.json");
    Path plot = folder.resolve("bench.png");
    TestCommandLine run =
        TestTools.run(
            "bench",
            "--model=" + MODEL,
            "--input=" + log(),
            "--parts=limit,scorer,operator,job,latency,repeats",
            "--rounds=1",
            "--seconds=0.2",
            "--zipf-events=20",
            "--json=" + json,
            "--plot=" + plot);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("÷ limit", "p95 ÷ ideal", "Queries that repeat");
    assertThat(run.err()).contains("skipped 1 line without");

    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    double limit = figures.get("limit_pairs_per_second").asDouble();
    assertThat(limit).isPositive();
    for (String part : List.of("scorer", "operator", "job")) {
      double rate = figures.get(part + "_pairs_per_second").asDouble();
      assertThat(figures.get(part + "_to_limit").asDouble()).isCloseTo(rate / limit, within(1e-9));
    }
    JsonNode settings = figures.get("settings");
    assertThat(settings.at("/log/pairs").asInt()).isEqualTo(4);
    assertThat(settings.at("/log/skipped_lines").asInt()).isEqualTo(1);
    JsonNode round = figures.at("/rounds/0");
    for (JsonNode part : round) {
      assertThat(part.get("pairs").asInt()).isEqualTo(settings.get("pairs_per_round").asInt());
      assertThat(part.get("padding").asDouble()).isBetween(0.0, 1.0);
      assertThat(part.get("tokens_per_second").asDouble())
          .isCloseTo(
              part.get("pairs_per_second").asDouble() * settings.get("tokens_per_pair").asDouble(),
              within(part.get("tokens_per_second").asDouble() * 1e-6));
    }
    assertThat(figures.get("latency")).hasSize(4);
    for (JsonNode load : figures.get("latency")) {
      assertThat(load.get("p50_ms").asDouble()).isLessThanOrEqualTo(load.get("p99_ms").asDouble());
      assertThat(load.get("ideal_p50_ms").asDouble()).isPositive();
      assertThat(load.get("undisturbed_p50_ms").asDouble())
          .isPositive()
          .isNotEqualTo(load.get("ideal_p50_ms").asDouble());
    }
    assertThat(figures.at("/repeats/events").asInt()).isEqualTo(20);
    assertThat(figures.at("/repeats/distinct_pairs").asInt()).isLessThanOrEqualTo(4);
    assertThat(figures.at("/machine/cores").asInt()).isPositive();
    assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(1040);
  }

  @Test
  void aChallengerInShadowIsMeasuredBesideTheChampion() throws Exception {
    Path json = folder.resolve("shadow.json");
    TestCommandLine run =
        TestTools.run(
            "bench",
            "--model=" + MODEL,
            "--input=" + log(),
            "--parts=shadow",
            "--rounds=2",
            "--seconds=0.2",
            "--latency-seconds=2",
            "--json=" + json);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("with ÷ without").contains(" % of ");
    JsonNode figures = new ObjectMapper().readTree(json.toFile()).get("shadow");
    assertThat(figures.get("with_pairs_per_second")).hasSize(2);
    assertThat(figures.get("with_to_without").asDouble()).isPositive();
    assertThat(figures.get("wanted").asInt()).isPositive();
    assertThat(figures.get("scored").asInt())
        .isPositive()
        .isLessThanOrEqualTo(figures.get("wanted").asInt());
  }

  @Test
  void adviceComparesTheFilesThatRunHereAndSaysWhyOthersDoNot() throws Exception {
    Path model = folder.resolve("model");
    copy(Path.of(MODEL), model);
    Path onnx = model.resolve("onnx");
    Files.copy(onnx.resolve("model.onnx"), onnx.resolve("model_copy.onnx"));
    Files.writeString(onnx.resolve("model_torn.onnx"), "torn");
    Path json = folder.resolve("advice.json");

    TestCommandLine run =
        TestTools.run(
            "bench",
            "--model=" + model,
            "--input=" + log(),
            "--parts=limit,advice",
            "--rounds=1",
            "--seconds=0.1",
            "--json=" + json);

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    Map<String, JsonNode> cpu = new HashMap<>();
    for (JsonNode tried : figures.get("advice")) {
      if (tried.get("provider").asText().equals("cpu")) {
        cpu.put(tried.get("file").asText(), tried);
      }
    }
    assertThat(cpu)
        .containsOnlyKeys("onnx/model.onnx", "onnx/model_copy.onnx", "onnx/model_torn.onnx");
    for (String file : List.of("onnx/model.onnx", "onnx/model_copy.onnx")) {
      assertThat(cpu.get(file).get("pairs_per_second").asDouble()).isPositive();
      assertThat(cpu.get(file).get("max_logit_difference").asDouble()).isLessThanOrEqualTo(1e-4);
    }
    assertThat(cpu.get("onnx/model_torn.onnx").get("problem").asText())
        .contains("model_torn.onnx", "not a");
    assertThat(figures.get("full_precision")).isNotEmpty();
    for (JsonNode option : figures.get("full_precision")) {
      assertThat(run.out()).contains("  " + option.asText());
    }
  }

  @Test
  void aSweepRecommendsWhatItTried() throws Exception {
    Path json = folder.resolve("sweep.json");
    TestCommandLine run =
        TestTools.run(
            "bench",
            "--model=" + MODEL,
            "--input=" + log(),
            "--parts=sweep",
            "--seconds=0.1",
            "--json=" + json);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.get("recommendation")).hasSize(4);
    for (JsonNode option : figures.get("recommendation")) {
      assertThat(run.out()).contains("  " + option.asText());
    }
    assertThat(figures.get("sweep").size()).isGreaterThan(5);
  }
}
