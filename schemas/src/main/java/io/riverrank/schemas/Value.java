package io.riverrank.schemas;

import javax.annotation.Nullable;

/**
 * One JSON value after reading: usable, absent (a JSON null counts as absent), or unusable. A
 * problem is kept and not thrown because a later field of the same name may still replace it.
 */
record Value<T>(@Nullable T content, @Nullable InvalidRequest problem) {

  static <T> Value<T> of(T content) {
    return new Value<>(content, null);
  }

  static <T> Value<T> absent() {
    return new Value<>(null, null);
  }

  static <T> Value<T> invalid(InvalidRequest problem) {
    return new Value<>(null, problem);
  }

  boolean isAbsent() {
    return content == null && problem == null;
  }

  /** The content, null if absent. */
  @Nullable
  T orThrow() throws InvalidRequest {
    if (problem != null) {
      throw problem;
    }
    return content;
  }
}
