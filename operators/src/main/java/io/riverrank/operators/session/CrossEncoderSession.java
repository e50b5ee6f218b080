package io.riverrank.operators.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.schemas.text.Counted;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The model's graph, loaded once; any number of callers run it at the same time, each by a runner
 * of its own.
 *
 * <p>Lifecycle: close every runner before the session, and the session only when none runs.
 */
public final class CrossEncoderSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final boolean withTypeIds;
  private final Set<String> output;
  private final int padTokenId;
  private final Device device;
  private final boolean tensorRtFp16;

  private CrossEncoderSession(
      ModelDirectory model,
      OrtEnvironment environment,
      OrtSession session,
      Device device,
      boolean tensorRtFp16)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.device = device;
    this.tensorRtFp16 = tensorRtFp16;
    this.padTokenId = model.padTokenId();
    this.withTypeIds = GraphInputs.of(model.onnxFile(), session).tokenTypeIds();
    this.output = Set.of(GraphOutput.of(model.onnxFile(), session));
  }

  /**
   * Loads the graph on the device that the settings ask for and checks its inputs and output.
   *
   * @throws ModelException if the file does not load, is no cross-encoder, or the device is not
   *     there
   */
  public static CrossEncoderSession load(
      ModelDirectory model, ExecutionSettings settings, OrtEnvironment environment) {
    return load(model, settings, null, environment);
  }

  /**
   * The same for micro-batches that are known, so that TensorRT builds its engine for them once.
   *
   * @param batch null where they are not known
   */
  public static CrossEncoderSession load(
      ModelDirectory model,
      ExecutionSettings settings,
      @Nullable BatchSettings batch,
      OrtEnvironment environment) {
    ShapeProfile profile =
        batch == null ? null : new ShapeProfile(model.inputs(), batch, model.maxLength());
    return Device.open(
        settings,
        environment,
        device -> {
          try (OrtSession.SessionOptions options = device.options(settings, profile)) {
            OrtSession session = environment.createSession(model.onnxFile().toString(), options);
            try {
              return new CrossEncoderSession(
                  model, environment, session, device, settings.gpu().tensorRtFp16());
            } catch (OrtException | RuntimeException e) {
              session.close();
              throw e;
            }
          } catch (OrtException e) {
            throw device.doesNotLoad(model.onnxFile(), e);
          }
        });
  }

  /** What computes, as far as scores depend on it. */
  public String arithmetic() {
    boolean half = device.provider() == ExecutionProvider.TENSORRT && tensorRtFp16;
    return half ? device + ",fp16" : device.toString();
  }

  /** Where the graph runs. */
  public Device device() {
    return device;
  }

  /** Whether the graph wants the segment of each token. */
  public boolean wantsTypeIds() {
    return withTypeIds;
  }

  /** A runner for one thread, with buffers of its own. */
  public BatchRunner newRunner() {
    try {
      return new Runner();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime gave no run options: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session could not be freed: " + e.getMessage(), e);
    }
  }

  private final class Runner implements BatchRunner {
    private final InputBuffers buffers = new InputBuffers(padTokenId, withTypeIds);
    private final OrtSession.RunOptions options = new OrtSession.RunOptions();

    private Runner() throws OrtException {}

    @Override
    public float[] run(List<TokenizedPair> pairs) throws SessionException {
      try {
        Map<String, OnnxTensor> inputs = buffers.fill(environment, pairs);
        try (OrtSession.Result result = session.run(inputs, output, options)) {
          return logits(result.get(0), pairs.size());
        } finally {
          inputs.values().forEach(OnnxTensor::close);
        }
      } catch (OrtException | RuntimeException e) {
        throw new SessionException("the model failed: " + e.getMessage(), e);
      }
    }

    private static float[] logits(OnnxValue value, int rows) throws SessionException {
      FloatBuffer values = ((OnnxTensor) value).getFloatBuffer();
      if (values == null || values.remaining() != rows) {
        throw new SessionException(
            "the model gave %s for %s"
                .formatted(
                    values == null ? "no floats" : Counted.of(values.remaining(), "value"),
                    Counted.of(rows, "pair")));
      }
      float[] logits = new float[rows];
      values.get(logits);
      return logits;
    }

    @Override
    public void terminate() {
      try {
        options.setTerminate(true);
      } catch (OrtException | IllegalStateException e) {
        // Already closed, so nothing runs.
      }
    }

    @Override
    public void close() {
      options.close();
    }
  }
}
