package io.riverrank.tools.score;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.ModelFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.RerankSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: {@code CrossEncoder.predict} on a file. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Scores pairs, as CrossEncoder.predict does: one {\"query\",\"document\"} a line in, one"
            + " {\"score\",\"logit\",\"tokens\",\"truncated\"} a line out, in the same order;"
            + " \"logits\" too, of all labels, where the model has several."
            + " Needs neither Flink nor Kafka.")
public final class ScoreCommand implements Callable<Integer> {
  /** Many micro-batches, so that little time is lost between chunks, in bounded memory. */
  private static final int CHUNK = 4096;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "JSON Lines to read; - is standard input (default).")
  private String input;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "JSON Lines to write; - is standard output (default).")
  private String output;

  @Mixin private ModelFlags modelFlags;
  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws Exception {
    RerankSettings settings = SettingsFactory.rerank(modelFlags.load());
    try (PairLines pairs = PairLines.open(input);
        CrossEncoder model =
            CrossEncoder.load(settings.model(), settings.execution(), settings.batch());
        ScoreLines scores = ScoreLines.open(output)) {
      List<TextPair> chunk = new ArrayList<>(CHUNK);
      for (TextPair pair = pairs.next(); pair != null; pair = pairs.next()) {
        chunk.add(pair);
        if (chunk.size() == CHUNK) {
          write(model, chunk, scores);
        }
      }
      write(model, chunk, scores);
    }
    return ExitCodes.OK;
  }

  private static void write(CrossEncoder model, List<TextPair> chunk, ScoreLines scores)
      throws Exception {
    for (PairScore score : model.predict(chunk)) {
      scores.write(score);
    }
    chunk.clear();
  }
}
