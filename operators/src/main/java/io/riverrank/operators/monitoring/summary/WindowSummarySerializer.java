package io.riverrank.operators.monitoring.summary;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link WindowSummary}. Summaries change, so a copy is a copy. */
public final class WindowSummarySerializer extends TypeSerializerSingleton<WindowSummary> {

  public static final WindowSummarySerializer INSTANCE = new WindowSummarySerializer();

  private WindowSummarySerializer() {}

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public WindowSummary createInstance() {
    return null;
  }

  @Override
  public WindowSummary copy(WindowSummary from) {
    try {
      return WindowSummary.fromBytes(from.toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading what was just written failed", e);
    }
  }

  @Override
  public WindowSummary copy(WindowSummary from, WindowSummary reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(WindowSummary record, DataOutputView target) throws IOException {
    record.write(target);
  }

  @Override
  public WindowSummary deserialize(DataInputView source) throws IOException {
    return WindowSummary.read(source);
  }

  @Override
  public WindowSummary deserialize(WindowSummary reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<WindowSummary> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible as long as the class is there: versions are in the records. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowSummary> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
