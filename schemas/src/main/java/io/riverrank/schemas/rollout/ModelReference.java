package io.riverrank.schemas.rollout;

import javax.annotation.Nullable;

/**
 * A model by where it is, or by its fingerprint alone where it is loaded already.
 *
 * @param uri of the model directory, as {@code rerank.model.uri} takes it; null in a command about
 *     a loaded model
 * @param file the ONNX file, relative to the directory; null to choose as {@code rerank.model.file}
 *     does when it is unset
 * @param fingerprint that the files must have; null for any
 */
public record ModelReference(
    @Nullable String uri, @Nullable String file, @Nullable String fingerprint) {

  /** As people read it. */
  @Override
  public String toString() {
    if (uri == null) {
      return String.valueOf(fingerprint);
    }
    return (file == null ? uri : uri + " (" + file + ")")
        + (fingerprint == null ? "" : " " + fingerprint);
  }
}
