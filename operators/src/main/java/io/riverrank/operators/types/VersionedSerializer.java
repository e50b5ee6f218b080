package io.riverrank.operators.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base of serializers for immutable records: one version byte, then the fields. A changed record
 * raises the version and still reads the older ones.
 */
public abstract class VersionedSerializer<T> extends TypeSerializerSingleton<T> {

  /** The version that {@link #write} writes. */
  protected abstract int version();

  protected abstract void write(T record, DataOutputView out) throws IOException;

  /**
   * @param version 1 to {@link #version()}
   */
  protected abstract T read(int version, DataInputView in) throws IOException;

  @Override
  public final void serialize(T record, DataOutputView target) throws IOException {
    target.writeByte(version());
    write(record, target);
  }

  @Override
  public final T deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version < 1 || version > version()) {
      throw new IOException(
          "%s reads versions 1 to %d, not %d; restore with the release that wrote this state, or a newer one"
              .formatted(getClass().getSimpleName(), version(), version));
    }
    return read(version, source);
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final T createInstance() {
    return null;
  }

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final int getLength() {
    return -1;
  }
}
