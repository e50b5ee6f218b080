package io.riverrank.tools.evaluate;

import io.riverrank.job.commandline.ModelFlags;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.tools.evaluate.figures.Sampling;
import io.riverrank.tools.evaluate.input.Columns;
import io.riverrank.tools.evaluate.input.InputFile;
import io.riverrank.tools.evaluate.input.InputKind;
import io.riverrank.tools.evaluate.input.Qrels;
import io.riverrank.tools.evaluate.input.QuerySource;
import io.riverrank.tools.evaluate.input.RequestsSource;
import io.riverrank.tools.evaluate.input.ResultsSource;
import io.riverrank.tools.evaluate.input.RunSource;
import io.riverrank.tools.evaluate.input.SamplesSource;
import io.riverrank.tools.evaluate.ranking.Protocol;
import io.riverrank.tools.evaluate.report.Threshold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.annotation.Nullable;
import picocli.CommandLine.ParameterException;

/** Finds out what there is to evaluate, and has it evaluated. */
final class Evaluations {
  private final InputOptions input;
  private final MetricOptions metrics;
  private final OutputOptions output;
  private final ModelFlags flags;
  @Nullable private final String compareModel;
  @Nullable private final String compareModelFile;
  private final Function<String, ParameterException> usage;

  Evaluations(
      InputOptions input,
      MetricOptions metrics,
      OutputOptions output,
      ModelFlags flags,
      @Nullable String compareModel,
      @Nullable String compareModelFile,
      Function<String, ParameterException> usage) {
    this.input = input;
    this.metrics = metrics;
    this.output = output;
    this.flags = flags;
    this.compareModel = compareModel;
    this.compareModelFile = compareModelFile;
    this.usage = usage;
  }

  Outcome run() throws IOException, InterruptedException {
    if ((input.input == null) == (input.run == null)) {
      throw usage.apply("Give either --input or --run");
    }
    return input.run == null ? ofInput(InputFile.of(input.input)) : ofRun(InputFile.of(input.run));
  }

  private Outcome ofInput(InputFile file) throws IOException, InterruptedException {
    if (input.compareRun != null) {
      throw usage.apply("--compare-run goes with --run; for --input, give --compare-model");
    }
    InputKind kind = InputKind.of(file, input.columns());
    if (kind == InputKind.PAIRS) {
      return ofPairs(file);
    }
    try (QuerySource source = source(kind, file)) {
      return ofQueries(
          source, null, kind != InputKind.RESULTS, Protocol.SENTENCE_TRANSFORMERS, file);
    }
  }

  private QuerySource source(InputKind kind, InputFile file) throws IOException {
    return switch (kind) {
      case SAMPLES -> new SamplesSource(file, input.alwaysRerankPositives);
      case RESULTS -> new ResultsSource(file, qrels(), input.ignoreIdenticalIds);
      default ->
          new RequestsSource(
              file, qrels(), SettingsFactory.limits(flags.load()), input.ignoreIdenticalIds);
    };
  }

  private Outcome ofPairs(InputFile file) throws IOException, InterruptedException {
    Columns columns = input.columns();
    boolean scores = columns.score() != null;
    if (scores && compareModel != null) {
      throw usage.apply("With --score-column, compare by --compare-score-column");
    }
    if (!scores && columns.otherScore() != null) {
      throw usage.apply("--compare-score-column goes with --score-column");
    }
    Sampling sampling = metrics.sampling();
    checkNames(PairsEvaluation.names(compareModel != null || columns.otherScore() != null));
    PairsEvaluation evaluation = new PairsEvaluation(file, columns, sampling, output.name, worst());
    Map<String, Object> about = about(file, sampling);
    if (scores) {
      about.put("model", columns.score());
      if (columns.otherScore() != null) {
        about.put("other_model", columns.otherScore());
      }
      return evaluation.run(null, about);
    }
    try (Models models = Models.load(flags, compareModel, compareModelFile)) {
      models.describe(about);
      return evaluation.run(models, about);
    }
  }

  private Outcome ofRun(InputFile file) throws IOException, InterruptedException {
    boolean texts = input.queries != null && input.corpus != null;
    if (!texts && (input.queries != null || input.corpus != null)) {
      throw usage.apply("--queries and --corpus go together");
    }
    if (texts && input.compareRun != null) {
      throw usage.apply("A run that a model scores is compared by --compare-model");
    }
    // A heading says "run on qrels".
    InputFile data = input.qrels == null ? file : InputFile.of(input.qrels);
    try (QuerySource source = run(file);
        QuerySource other = input.compareRun == null ? null : run(InputFile.of(input.compareRun))) {
      return ofQueries(source, other, texts, Protocol.TREC_EVAL, data);
    }
  }

  private QuerySource run(InputFile file) throws IOException {
    if (file.extension().equals("jsonl")) {
      return new ResultsSource(file, qrels(), input.ignoreIdenticalIds);
    }
    Qrels qrels = qrels();
    if (qrels == null) {
      throw usage.apply("--run needs --qrels");
    }
    return new RunSource(
        file,
        qrels,
        input.queries == null ? null : InputFile.of(input.queries),
        input.corpus == null ? null : InputFile.of(input.corpus),
        input.ignoreIdenticalIds);
  }

  private Outcome ofQueries(
      QuerySource source,
      @Nullable QuerySource other,
      boolean scoredByModel,
      Protocol byDefault,
      InputFile file)
      throws IOException, InterruptedException {
    if (!scoredByModel && compareModel != null) {
      throw usage.apply(
          "There are scores already, so there is nothing for --compare-model to score");
    }
    Sampling sampling = metrics.sampling();
    RankingEvaluation evaluation =
        new RankingEvaluation(metrics.ranking(byDefault), sampling, output.name, worst());
    checkNames(evaluation.names(other != null || compareModel != null));
    Map<String, Object> about = about(file, sampling);
    if (input.run != null) {
      about.put("run", input.run);
    }
    if (scoredByModel) {
      try (Models models = Models.load(flags, compareModel, compareModelFile)) {
        models.describe(about);
        return evaluation.run(source, other, models, about);
      }
    }
    about.put("model", input.run == null ? file.name() : input.run);
    if (input.compareRun != null) {
      about.put("other_model", input.compareRun);
    }
    return evaluation.run(source, other, null, about);
  }

  @Nullable
  private Qrels qrels() throws IOException {
    return input.qrels == null ? null : Qrels.read(InputFile.of(input.qrels));
  }

  private int worst() {
    if (output.worst < 0) {
      throw usage.apply("--worst takes a number from 0");
    }
    return output.worst;
  }

  /** Before the model works for long; figures before reranking may or may not be there. */
  private void checkNames(Iterable<String> names) {
    List<String> known = new ArrayList<>();
    names.forEach(known::add);
    Threshold.checkNames(
        output.failUnder.stream().filter(t -> !t.metric().startsWith("base_")).toList(), known);
  }

  private Map<String, Object> about(InputFile file, Sampling sampling) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("input", output.name.isEmpty() ? file.name() : output.name);
    about.put("seed", sampling.seed());
    about.put("bootstrap_resamples", sampling.resamples());
    about.put("permutations", sampling.permutations());
    return about;
  }
}
