package io.riverrank.tools.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.tools.bench.measure.Latencies;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.Spread;
import io.riverrank.tools.bench.measure.Stage;
import io.riverrank.tools.bench.run.Load;
import io.riverrank.tools.bench.run.Part;
import io.riverrank.tools.bench.run.Repeats;
import io.riverrank.tools.bench.run.SweepPart;
import io.riverrank.tools.bench.run.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Every figure by a name; what was not measured is not there. */
public final class JsonReport {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /**
   * @throws UserException if the file can't be written
   */
  public static void write(BenchReport report, Path file) {
    try {
      Files.writeString(file, MAPPER.writeValueAsString(of(report)) + "\n");
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  static ObjectNode of(BenchReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    if (!report.rounds().isEmpty()) {
      report.rounds().get(0).keySet().forEach(part -> part(json, report, part));
      json.set("tokens_per_second", medians(report, PartRun::tokensPerSecond));
      json.set("padding", medians(report, PartRun::padding));
    }
    json.set("machine", machine(report.machine()));
    json.set("model", model(report.subject().model()));
    json.set("settings", settings(report));
    ArrayNode rounds = json.putArray("rounds");
    report.rounds().forEach(round -> rounds.add(round(round)));
    if (!report.loads().isEmpty()) {
      ArrayNode loads = json.putArray("latency");
      report.loads().forEach(load -> loads.add(load(load)));
    }
    if (report.repeats() != null) {
      json.set("repeats", repeats(report.repeats()));
    }
    if (report.shadow() != null) {
      json.set("shadow", new ShadowReport(report.shadow()).json(MAPPER));
    }
    if (report.sweep() != null) {
      sweep(json, report.sweep());
    }
    if (report.advice() != null) {
      new AdviceReport(report.advice()).addTo(json);
    }
    return json;
  }

  private static void part(ObjectNode json, BenchReport report, Part part) {
    spread(json, part + "_pairs_per_second", report.pairsPerSecond(part));
    if (part != Part.LIMIT && report.has(Part.LIMIT)) {
      spread(json, part + "_to_limit", report.toLimit(part));
    }
  }

  /** The median of each part's rounds. */
  private static ObjectNode medians(BenchReport report, ToDoubleFunction<PartRun> figure) {
    ObjectNode json = MAPPER.createObjectNode();
    report
        .rounds()
        .get(0)
        .keySet()
        .forEach(part -> json.put(part.toString(), report.median(part, figure)));
    return json;
  }

  private static ObjectNode model(ModelInfo model) {
    return MAPPER
        .createObjectNode()
        .put("name", model.name())
        .put("fingerprint", model.fingerprint())
        .put("precision", model.precision());
  }

  private static void spread(ObjectNode json, String name, Spread spread) {
    json.put(name, spread.median());
    json.put(name + "_min", spread.min());
    json.put(name + "_max", spread.max());
  }

  private static ObjectNode machine(Machine machine) {
    return MAPPER
        .createObjectNode()
        .put("cpu", machine.cpu())
        .put("cores", machine.cores())
        .put("os", machine.os())
        .put("java", machine.java())
        .put("onnxruntime", machine.onnxRuntime());
  }

  private static ObjectNode settings(BenchReport report) {
    Subject subject = report.subject();
    ObjectNode json = MAPPER.createObjectNode();
    json.putObject("log")
        .put("name", subject.log())
        .put("events", subject.logEvents())
        .put("pairs", subject.logPairs())
        .put("skipped_lines", subject.skippedLines());
    json.put("events_per_round", subject.eventsPerRound())
        .put("pairs_per_round", subject.pairsPerRound())
        .put("tokens_per_pair", subject.tokensPerPair())
        .put("longest_pair_tokens", subject.longestPair())
        .put("parallelism", subject.parallelism())
        .put("seed", subject.seed());
    json.putObject("job")
        .put("callers", subject.callers())
        .put("intra_op_threads", subject.settings().execution().intraOpThreads())
        .put("tokenizer_threads", subject.settings().execution().tokenizerThreads())
        .put("token_budget", subject.limits().tokenBudget())
        .put("max_rows", subject.limits().maxRows())
        .put("linger_ms", subject.limits().lingerMs());
    ObjectNode limit =
        json.putObject("limit")
            .put("callers", report.limitSettings().threads().callers())
            .put("intra_op_threads", report.limitSettings().threads().intraOp())
            .put("token_budget", report.limitSettings().tokenBudget())
            .put("max_rows", report.limitSettings().maxRows());
    if (report.limitChoice() != null) {
      ArrayNode options = limit.putArray("options");
      report.limitChoice().options().forEach(options::add);
    }
    return json;
  }

  private static ObjectNode round(Map<Part, PartRun> round) {
    ObjectNode json = MAPPER.createObjectNode();
    round.forEach((part, run) -> json.set(part.toString(), run(run)));
    return json;
  }

  private static ObjectNode run(PartRun run) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("pairs", run.pairs())
        .put("seconds", run.seconds())
        .put("pairs_per_second", run.pairsPerSecond())
        .put("tokens_per_second", run.tokensPerSecond())
        .put("padding", run.padding())
        .put("allocated_bytes_per_pair", run.usage().allocatedBytes() / run.countedPairs())
        .put("gc_ms", run.usage().gcMs());
    ObjectNode cpu = json.putObject("cpu_seconds");
    for (Stage stage : Stage.values()) {
      cpu.put(stage.name().toLowerCase(Locale.ROOT), run.usage().cpuSeconds().get(stage));
    }
    if (run.stages() != null) {
      json.putObject("pair_ms")
          .put("tokenize", run.stages().tokenizeMs())
          .put("queue", run.stages().queueMs())
          .put("inference", run.stages().inferenceMs());
    }
    return json;
  }

  private static ObjectNode load(Load load) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("load", load.load())
            .put("events_per_second", load.eventsPerSecond())
            .put("events", load.events());
    put(json, "", load.measured());
    put(json, "ideal_", load.ideal());
    json.put("p95_to_ideal", load.p95To(load.ideal()));
    if (load.undisturbed() != null) {
      put(json, "undisturbed_", load.undisturbed());
      json.put("p95_to_undisturbed", load.p95To(load.undisturbed()));
    }
    return json;
  }

  private static void put(ObjectNode json, String prefix, Latencies latencies) {
    json.put(prefix + "p50_ms", latencies.p50())
        .put(prefix + "p95_ms", latencies.p95())
        .put(prefix + "p99_ms", latencies.p99());
  }

  private static ObjectNode repeats(Repeats repeats) {
    return MAPPER
        .createObjectNode()
        .put("zipf", repeats.zipf())
        .put("events", repeats.events())
        .put("pairs", repeats.pairs())
        .put("distinct_pairs", repeats.distinctPairs())
        .put("cached_pairs_per_second", repeats.hotPairsPerSecond())
        .put("uncached_pairs_per_second", repeats.coldPairsPerSecond())
        .put("gain", repeats.gain())
        .put("expected_gain", repeats.expectedGain());
  }

  private static void sweep(ObjectNode json, SweepPart.Result sweep) {
    ArrayNode trials = json.putArray("sweep");
    for (Trial trial : sweep.trials()) {
      trials.add(
          MAPPER
              .createObjectNode()
              .put("callers", trial.callers())
              .put("intra_op_threads", trial.intraOpThreads())
              .put("token_budget", trial.tokenBudget())
              .put("max_rows", trial.maxRows())
              .put("pairs_per_second", trial.pairsPerSecond())
              .put("padding", trial.padding()));
    }
    ArrayNode recommendation = json.putArray("recommendation");
    sweep.recommendation().forEach(recommendation::add);
  }
}
