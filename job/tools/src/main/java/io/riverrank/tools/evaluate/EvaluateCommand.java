package io.riverrank.tools.evaluate;

import io.riverrank.job.commandline.ModelFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.tools.evaluate.html.HtmlReport;
import io.riverrank.tools.evaluate.report.JsonReport;
import io.riverrank.tools.evaluate.report.Summary;
import io.riverrank.tools.evaluate.report.TableFile;
import io.riverrank.tools.evaluate.report.Threshold;
import java.io.IOException;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: what the Python world would say about a model. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures a model, or a ranking that is there already, as sentence-transformers' evaluators,"
            + " trec_eval and ranx do. docs/evaluation.md defines each figure.",
    footer = {
      "",
      "Examples:",
      "  riverrank evaluate --model my-model --input validation.jsonl --json figures.json",
      "  riverrank evaluate --input log.jsonl --qrels log.qrels --html report.html",
      "  riverrank evaluate --run bm25.run --compare-run reranked.run --qrels test.qrels",
      "  riverrank evaluate --input validation.tsv --fail-under spearman=0.83"
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private InputOptions input;
  @Mixin private ModelFlags model;

  @Option(
      names = "--compare-model",
      paramLabel = "DIR",
      description = "A second model on the same input.")
  @Nullable
  private String compareModel;

  @Option(
      names = "--compare-model-file",
      paramLabel = "onnx/NAME.onnx",
      description = "Which ONNX file of it.")
  @Nullable
  private String compareModelFile;

  @Mixin private MetricOptions metrics;
  @Mixin private OutputOptions output;
  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws Exception {
    output.checkPlaces();
    Evaluations evaluations =
        new Evaluations(input, metrics, output, model, compareModel, compareModelFile, this::usage);
    Outcome outcome = evaluations.run();
    new Summary(outcome.evaluation()).print(spec.commandLine().getOut());
    write(outcome);
    Threshold.check(output.failUnder, outcome.evaluation());
    return 0;
  }

  private void write(Outcome outcome) throws IOException {
    if (output.json != null) {
      JsonReport.write(outcome.evaluation(), output.json);
    }
    if (output.csv != null) {
      outcome.csv().append(output.csv, output.epoch, output.steps);
    }
    if (output.perQuery != null) {
      TableFile.write(outcome.cases().make(), output.perQuery);
    }
    if (output.html != null) {
      HtmlReport.write(outcome.evaluation(), outcome.sections().make(), output.html);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
