package io.riverrank.tools.gpu.step;

import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GpuSettings;
import io.riverrank.operators.settings.OpenVinoSettings;
import io.riverrank.operators.settings.PaddingSettings;
import java.nio.file.Path;

/**
 * What the steps work on.
 *
 * @param bundle folder with {@code models}, {@code parity} and perhaps {@code logs}
 * @param provider CUDA, or CPU for a rehearsal
 * @param rehearsal small figures, so that two cores do it in minutes
 */
public record CheckSettings(Path bundle, ExecutionProvider provider, boolean rehearsal) {
  /** Tokens of a run that keep a GPU busy; small enough for a card of 8 GB. */
  private static final int GPU_TOKEN_BUDGET = 16_384;

  private static final int GPU_MAX_ROWS = 256;

  private static final int FIXED_LENGTH_MULTIPLE = 32;
  private static final int FIXED_TOKEN_BUDGET = 4096;
  private static final int FIXED_MAX_ROWS = 32;

  /** GPU number. */
  public int device() {
    return 0;
  }

  /** Where the steps' models run. */
  public ExecutionSettings execution() {
    return execution(provider, GpuSettings.DEFAULT);
  }

  /** For a reference that no GPU has computed. */
  public ExecutionSettings onCpu() {
    return execution(ExecutionProvider.CPU, GpuSettings.DEFAULT);
  }

  /** A GPU, whether this is a rehearsal or not. */
  public ExecutionSettings onCuda() {
    return execution(ExecutionProvider.CUDA, GpuSettings.DEFAULT);
  }

  /** A GPU if it can be used. */
  public ExecutionSettings onAny() {
    return execution(ExecutionProvider.AUTO, GpuSettings.DEFAULT);
  }

  /** TensorRT in half precision, with its engines kept in a folder. */
  public ExecutionSettings tensorRt(Path engines) {
    return execution(ExecutionProvider.TENSORRT, new GpuSettings(null, engines.toString(), true));
  }

  private ExecutionSettings execution(ExecutionProvider on, GpuSettings gpu) {
    return new ExecutionSettings(
        on,
        on == ExecutionProvider.CPU ? null : device(),
        0,
        1,
        1,
        null,
        gpu,
        OpenVinoSettings.DEFAULT,
        ExecutionSettings.DEFAULT_PREFIX_BYTES);
  }

  /** Micro-batches of the steps that look for no best ones. */
  public BatchSettings batch() {
    return rehearsal
        ? new BatchSettings(512, 8, 0)
        : new BatchSettings(GPU_TOKEN_BUDGET, GPU_MAX_ROWS, 0);
  }

  /** One shape a length; small ones, since a pair alone costs as much as full rows. */
  public BatchSettings fixedShapes() {
    PaddingSettings padding = new PaddingSettings(FIXED_LENGTH_MULTIPLE, true);
    return rehearsal
        ? new BatchSettings(512, 8, 0, padding)
        : new BatchSettings(FIXED_TOKEN_BUDGET, FIXED_MAX_ROWS, 0, padding);
  }
}
