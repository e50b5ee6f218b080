package io.riverrank.tools.bench.raw;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.session.Device;
import io.riverrank.operators.session.InputBuffers;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.List;
import java.util.Map;

/**
 * A plain ONNX Runtime session, with its defaults but for the number of threads, as a user would
 * open one by hand. Thread safe.
 */
final class RawSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final ModelDirectory model;
  private final Threads threads;
  private final boolean compilesShapes;

  private RawSession(
      OrtSession session, ModelDirectory model, Threads threads, boolean compilesShapes) {
    this.session = session;
    this.model = model;
    this.threads = threads;
    this.compilesShapes = compilesShapes;
  }

  static RawSession open(RawModel raw, Threads threads) {
    ModelDirectory model = raw.directory();
    Device device = raw.device();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads.intraOp());
      options.addConfigEntry("session.intra_op.allow_spinning", threads.callers() > 1 ? "0" : "1");
      switch (device.provider()) {
        case CUDA -> options.addCUDA(device.number());
        case TENSORRT -> {
          options.addTensorrt(device.number());
          options.addCUDA(device.number());
        }
        case OPENVINO -> Device.addOpenVino(options, raw.execution(), threads.callers());
        default -> {}
      }
      OrtSession session = environment.createSession(model.onnxFile().toString(), options);
      return new RawSession(
          session, model, threads, device.provider() == ExecutionProvider.OPENVINO);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  Threads threads() {
    return threads;
  }

  /** Whether the first run of each shape takes longer than those after it. */
  boolean compilesShapes() {
    return compilesShapes;
  }

  /** A batch as tensors in native memory, to be run any number of times. */
  Feed feed(List<TokenizedPair> pairs) {
    try {
      return Feed.of(environment, pairs, InputBuffers.of(model, session));
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** Runs a batch and drops what it gives. */
  void run(Map<String, OnnxTensor> tensors) {
    try {
      session.run(tensors).close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static UserException failed(OrtException e) {
    return new UserException("ONNX Runtime failed on ideal batches: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
