package io.riverrank.operators.monitoring.compare;

import io.riverrank.operators.types.RecordTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The summary of a window, segment and model whose end the watermark has passed.
 *
 * @param series length, model and segment, as a key of state
 * @param startMs of the window, epoch milliseconds
 * @param endMs first instant after it
 * @param overflow whether the window had more segments than are kept
 * @param revision 0, then 1, 2, … as late results come
 * @param summary in its binary form; not to be changed
 */
public record ClosedWindow(
    String series,
    long startMs,
    long endMs,
    Map<String, String> segment,
    boolean overflow,
    @Nullable String model,
    int revision,
    byte[] summary) {

  public static final TypeInformation<ClosedWindow> TYPE =
      new RecordTypeInfo<>(ClosedWindow.class, ClosedWindowSerializer.INSTANCE);

  public ClosedWindow {
    segment = Collections.unmodifiableMap(new LinkedHashMap<>(segment));
  }

  long sizeMs() {
    return endMs - startMs;
  }
}
