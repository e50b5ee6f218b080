package io.riverrank.operators.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.schemas.text.Counted;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * The model's graph, loaded once; any number of callers run it at the same time, each by a runner
 * of its own.
 *
 * <p>Lifecycle: close every runner before the session, and the session only when none runs.
 */
public final class CrossEncoderSession implements AutoCloseable {
  private final ModelDirectory model;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphInputs inputs;
  private final Set<String> output;
  private final Device device;
  private final PaddingRule padding;
  private final String arithmetic;
  @Nullable private final KeptPrefixes prefixes;

  private CrossEncoderSession(
      ModelDirectory model,
      OrtEnvironment environment,
      OrtSession session,
      Device device,
      PaddingRule padding,
      String arithmetic,
      long prefixBytes)
      throws OrtException {
    this.model = model;
    this.environment = environment;
    this.session = session;
    this.device = device;
    this.padding = padding;
    this.arithmetic = arithmetic;
    this.inputs = GraphInputs.of(model.onnxFile(), session);
    this.output = Set.of(GraphOutput.of(model.onnxFile(), session, labels()));
    this.prefixes =
        inputs.past() != null && device.sharesPrefixes(padding) && prefixBytes > 0
            ? new KeptPrefixes(environment, session, inputs.past(), prefixBytes)
            : null;
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
    return load(model, settings, batch, environment, session -> session);
  }

  /**
   * The same where a device counts as fit once the session was used on it: some load any graph, and
   * say of it only when it runs that they can't.
   *
   * @param use takes the session over, which is closed if it throws
   * @throws ModelException what {@code use} throws, too; with {@code auto}, of the last device
   */
  public static <T> T load(
      ModelDirectory model,
      ExecutionSettings settings,
      @Nullable BatchSettings batch,
      OrtEnvironment environment,
      Function<CrossEncoderSession, T> use) {
    return DeviceChoice.firstFit(
        DeviceChoice.of(settings, model),
        device -> {
          CrossEncoderSession session = loadOn(device, model, settings, batch, environment);
          try {
            return use.apply(session);
          } catch (RuntimeException | Error e) {
            session.close();
            throw e;
          }
        });
  }

  private static CrossEncoderSession loadOn(
      Device device,
      ModelDirectory model,
      ExecutionSettings settings,
      @Nullable BatchSettings batch,
      OrtEnvironment environment) {
    device.require(settings, model);
    ShapeProfile profile =
        batch == null
            ? null
            : new ShapeProfile(model.inputs(), device.limits(batch), model.maxLength());
    try (OrtSession.SessionOptions options = device.options(settings, profile, model)) {
      OrtSession session = environment.createSession(model.onnxFile().toString(), options);
      try {
        PaddingRule padding = device.padding(batch, model);
        String arithmetic = Arithmetic.of(device, settings, padding, environment);
        return new CrossEncoderSession(
            device.computing(model, settings),
            environment,
            session,
            device,
            padding,
            arithmetic,
            settings.prefixBytes());
      } catch (OrtException | RuntimeException | Error e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw device.doesNotLoad(model.onnxFile(), e);
    }
  }

  /** What computes, as far as scores depend on it. */
  public String arithmetic() {
    return arithmetic;
  }

  /** The model, with the precision that its results are of. */
  public ModelDirectory model() {
    return model;
  }

  /** Which shapes pairs run in. */
  public PaddingRule padding() {
    return padding;
  }

  /** Where the graph runs. */
  public Device device() {
    return device;
  }

  /** Whether the graph wants the segment of each token. */
  public boolean wantsTypeIds() {
    return inputs.wants(TokenInput.TYPES);
  }

  /** Tokens of a prefix that pairs may share; 0 where they share none. */
  public int longestPrefix() {
    return prefixes == null ? 0 : prefixes.mostTokens();
  }

  /** Memory of the prefixes that are kept now. */
  public long prefixBytes() {
    return prefixes == null ? 0 : prefixes.bytes();
  }

  private int labels() {
    return model.scoreRule().labels().size();
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
    if (prefixes != null) {
      prefixes.close();
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session could not be freed: " + e.getMessage(), e);
    }
  }

  private final class Runner implements BatchRunner {
    private final InputBuffers buffers =
        new InputBuffers(inputs, model.padTokenId(), model.firstPosition(), padding);
    private final InputBuffers prefixBuffers =
        new InputBuffers(inputs, model.padTokenId(), model.firstPosition(), PaddingRule.LONGEST);
    private final OrtSession.RunOptions options = new OrtSession.RunOptions();

    private Runner() throws OrtException {}

    @Override
    public float[][] run(List<TokenizedPair> pairs) throws SessionException {
      TokenPrefix prefix = pairs.get(0).prefix();
      try {
        if (prefix == null) {
          return run(pairs, Map.of());
        }
        try (var lease = prefixes.lease(prefix, prefixBuffers, options)) {
          return run(pairs, Map.of(PastInput.PAST, lease.value().tensor()));
        }
      } catch (OrtException | RuntimeException e) {
        throw new SessionException("the model failed: " + e.getMessage(), e);
      }
    }

    /**
     * @param past what comes before the pairs, which stays open; empty for nothing
     */
    private float[][] run(List<TokenizedPair> pairs, Map<String, OnnxTensor> past)
        throws OrtException, SessionException {
      Map<String, OnnxTensor> tensors = buffers.fill(environment, pairs);
      Map<String, OnnxTensor> feeds = new HashMap<>(tensors);
      feeds.putAll(past);
      try (OrtSession.Result result = session.run(feeds, output, options)) {
        long rows = tensors.get(TokenInput.IDS.graphName()).getInfo().getShape()[0];
        return outputs(result.get(0), (int) rows, pairs.size(), labels());
      } finally {
        tensors.values().forEach(OnnxTensor::close);
      }
    }

    private static float[][] outputs(OnnxValue value, int rows, int pairs, int labels)
        throws SessionException {
      FloatBuffer values = ((OnnxTensor) value).getFloatBuffer();
      if (values == null || values.remaining() != rows * labels) {
        throw new SessionException(
            "the model gave %s for %s of %s"
                .formatted(
                    values == null ? "no floats" : Counted.of(values.remaining(), "value"),
                    Counted.of(rows, "row"),
                    Counted.of(labels, "label")));
      }
      float[][] outputs = new float[pairs][labels];
      for (float[] row : outputs) {
        values.get(row);
      }
      return outputs;
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
