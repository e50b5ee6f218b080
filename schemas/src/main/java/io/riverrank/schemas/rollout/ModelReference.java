package io.riverrank.schemas.rollout;

import javax.annotation.Nullable;

/**
 * A model by where it is.
 *
 * @param uri of the model directory, as {@code rerank.model.uri} takes it
 * @param file the ONNX file, relative to the directory; null to choose as {@code rerank.model.file}
 *     does when it is unset
 * @param fingerprint that the files must have; null for any
 */
public record ModelReference(String uri, @Nullable String file, @Nullable String fingerprint) {

  /** As people read it. */
  @Override
  public String toString() {
    return (file == null ? uri : uri + " (" + file + ")")
        + (fingerprint == null ? "" : " " + fingerprint);
  }
}
