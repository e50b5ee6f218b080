package io.riverrank.operators.options;

import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GpuSettings;
import io.riverrank.operators.settings.LabelSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.OpenVinoSettings;
import io.riverrank.operators.settings.PaddingSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.settings.ScoringSettings;

/**
 * From a configuration to checked settings of a model and how it runs; every failure is a {@link
 * SettingsException}.
 */
public final class ScoringSettingsFactory {

  private final OptionReader reader;

  private ScoringSettingsFactory(OptionReader reader) {
    this.reader = reader;
  }

  public static ScoringSettings create(OptionReader reader) {
    return new ScoringSettingsFactory(reader).create();
  }

  private ScoringSettings create() {
    return new ScoringSettings(
        new ModelSettings(
            reader.text(ModelOptions.URI),
            reader.textOrUnset(ModelOptions.FILE),
            reader.atLeastOrUnset(1, ModelOptions.MAX_LENGTH),
            reader.textOrUnset(ModelOptions.ACTIVATION),
            reader.textOrUnset(ModelOptions.FINGERPRINT),
            reader.get(ModelOptions.ALLOW_BATCH_DEPENDENT),
            reader.textOrUnset(ModelOptions.CACHE_DIR),
            reader.bytes(1, Long.MAX_VALUE, ModelOptions.CACHE_SIZE),
            longDocument(),
            new LabelSettings(
                reader.textOrUnset(ModelOptions.LABEL), reader.get(ModelOptions.LABEL_ACTIVATION)),
            reader.find(ModelOptions.PROMPT).orElse(null)),
        execution(),
        batch(),
        new ScoreCacheSettings(reader.bytes(0, Long.MAX_VALUE, BatchOptions.SCORE_CACHE_SIZE)));
  }

  private ExecutionSettings execution() {
    ExecutionProvider provider = reader.get(ExecutionOptions.PROVIDER);
    return new ExecutionSettings(
        provider,
        reader.atLeastOrUnset(0, ExecutionOptions.DEVICE),
        reader.atLeast(0, ExecutionOptions.CALLERS),
        reader.atLeast(1, ExecutionOptions.INTRA_OP_THREADS),
        reader.atLeast(1, ExecutionOptions.TOKENIZER_THREADS),
        reader.textOrUnset(ExecutionOptions.NATIVE_DIR),
        gpu(),
        new OpenVinoSettings(
            reader.textOrUnset(ExecutionOptions.OPENVINO_LIBRARY), precision(provider)),
        reader.bytes(0, Long.MAX_VALUE, BatchOptions.PREFIX_CACHE_SIZE));
  }

  /** Never lower than asked for, nor than the file by a provider that nobody named. */
  private Precision precision(ExecutionProvider provider) {
    Precision precision = reader.get(ExecutionOptions.PRECISION);
    if (precision != Precision.FP32 && provider != ExecutionProvider.OPENVINO) {
      throw new SettingsException(
          "%s is %s and %s is %s; only openvino computes a full-precision file in another precision, so name that as the provider, or leave the precision out"
              .formatted(
                  ExecutionOptions.PRECISION.key(),
                  OptionType.write(precision),
                  ExecutionOptions.PROVIDER.key(),
                  OptionType.write(provider)));
    }
    return precision;
  }

  private BatchSettings batch() {
    return new BatchSettings(
        reader.atLeastOrUnset(1, BatchOptions.TOKEN_BUDGET),
        reader.atLeast(1, BatchOptions.MAX_ROWS),
        reader.millis(BatchOptions.LINGER),
        new PaddingSettings(
            reader.atLeastOrUnset(1, BatchOptions.LENGTH_MULTIPLE),
            reader.get(BatchOptions.FILL_ROWS)));
  }

  private GpuSettings gpu() {
    boolean limited = reader.find(ExecutionOptions.GPU_MEMORY).isPresent();
    return new GpuSettings(
        limited ? reader.bytes(1, Long.MAX_VALUE, ExecutionOptions.GPU_MEMORY) : null,
        reader.textOrUnset(ExecutionOptions.TENSORRT_CACHE_DIR),
        reader.get(ExecutionOptions.TENSORRT_FP16));
  }

  /** Overlap and number are checked in either mode; they count in one only. */
  private LongDocument longDocument() {
    LongDocument chunks =
        new LongDocument(
            LongDocument.Mode.CHUNK,
            reader.atLeast(0, ModelOptions.LONG_DOCUMENT_OVERLAP),
            reader.atLeast(1, ModelOptions.LONG_DOCUMENT_MAX_CHUNKS));
    return reader.get(ModelOptions.LONG_DOCUMENT) == LongDocument.Mode.CHUNK
        ? chunks
        : LongDocument.TRUNCATE;
  }
}
