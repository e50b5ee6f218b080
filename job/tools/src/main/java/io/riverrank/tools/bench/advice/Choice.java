package io.riverrank.tools.bench.advice;

import io.riverrank.operators.options.ExecutionOptions;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.OpenVinoSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.settings.RerankSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A way to run the model.
 *
 * @param file relative to the model directory
 * @param weights what most of its weights are, as in a result's model
 * @param precision that OpenVINO computes in; other providers compute in the file's own
 */
public record Choice(String file, String weights, ExecutionProvider provider, Precision precision) {

  /** What scores are computed in. */
  public String computed() {
    return precision == Precision.BF16 ? "bf16" : weights;
  }

  /** As options for the command line. */
  public List<String> options() {
    List<String> options = new ArrayList<>();
    options.add(option(ModelOptions.FILE.key(), file));
    options.add(option(ExecutionOptions.PROVIDER.key(), lower(provider)));
    if (precision != Precision.FP32) {
      options.add(option(ExecutionOptions.PRECISION.key(), lower(precision)));
    }
    return options;
  }

  private static String option(String key, String value) {
    return "-D" + key + '=' + value;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The user's settings with this choice in the place of theirs. */
  public RerankSettings in(RerankSettings settings) {
    ExecutionSettings execution = settings.execution();
    return new RerankSettings(
        settings.model().withFile(file),
        new ExecutionSettings(
            provider,
            execution.device(),
            execution.callers(),
            execution.intraOpThreads(),
            execution.tokenizerThreads(),
            execution.nativeDir(),
            execution.gpu(),
            new OpenVinoSettings(execution.openVino().library(), precision),
            execution.prefixBytes()),
        settings.batch(),
        settings.scoreCache(),
        settings.groups(),
        settings.limits());
  }
}
