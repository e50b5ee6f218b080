package io.riverrank.operators.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import java.util.EnumSet;
import java.util.Set;

/** A run of the model failed; whether by its input or by itself is for the caller to find out. */
public final class SessionException extends Exception {

  /** ONNX Runtime's words for what is wrong with the machine or the moment, not with the graph. */
  private static final Set<OrtErrorCode> MAY_PASS =
      EnumSet.of(
          OrtErrorCode.ORT_FAIL,
          OrtErrorCode.ORT_ENGINE_ERROR,
          OrtErrorCode.ORT_RUNTIME_EXCEPTION,
          OrtErrorCode.ORT_EP_FAIL);

  public SessionException(String message, Throwable cause) {
    super(message, cause);
  }

  public SessionException(String message) {
    super(message);
  }

  /** Whether the same run may succeed at another time: memory is short, a device is busy. */
  public boolean mayPass() {
    return getCause() instanceof OrtException e && MAY_PASS.contains(e.getCode());
  }
}
