package io.riverrank.sql;

import io.riverrank.operators.options.Misspelling;
import io.riverrank.operators.options.SettingsException;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.config.MLPredictRuntimeConfigOptions;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.ml.AsyncPredictRuntimeProvider;
import org.apache.flink.table.ml.ModelProvider;

/** A model that was declared in SQL; makes the function of each call of {@code ML_PREDICT}. */
final class RiverrankModel implements AsyncPredictRuntimeProvider {

  private static final ConfigOption<Integer> CONCURRENCY =
      MLPredictRuntimeConfigOptions.ASYNC_MAX_CONCURRENT_OPERATIONS;

  private static final List<String> CALL_OPTIONS =
      List.of(
          MLPredictRuntimeConfigOptions.ASYNC.key(),
          MLPredictRuntimeConfigOptions.ASYNC_OUTPUT_MODE.key(),
          MLPredictRuntimeConfigOptions.ASYNC_TIMEOUT.key(),
          CONCURRENCY.key());

  private final ModelSignature signature;
  private final SqlSettings settings;
  private final int concurrency;

  /**
   * @param concurrency rows in flight of a subtask at most, where a call says nothing else
   */
  RiverrankModel(ModelSignature signature, SqlSettings settings, int concurrency) {
    this.signature = signature;
    this.settings = settings;
    this.concurrency = concurrency;
  }

  /**
   * @throws SettingsException if the call's map has a key that Flink would ignore
   */
  @Override
  public AsyncPredictFunction createAsyncPredictFunction(Context context) {
    Map<String, String> options = context.runtimeConfig().toMap();
    for (String option : options.keySet()) {
      if (!CALL_OPTIONS.contains(option)) {
        throw new SettingsException(
            "ML_PREDICT has no option '%s'; did you mean '%s'?"
                .formatted(option, Misspelling.nearest(option, CALL_OPTIONS)));
      }
    }
    int rows = context.runtimeConfig().getOptional(CONCURRENCY).orElse(concurrency);
    return new RerankPredictFunction(signature, settings, rows);
  }

  @Override
  public ModelProvider copy() {
    return new RiverrankModel(signature, settings, concurrency);
  }
}
