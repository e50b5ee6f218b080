package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.join.JoinEvents;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The three operators of windows, each on Flink's harness, the output of one fed to the next. */
final class WindowsHarness implements AutoCloseable {

  private static final MeasureSettings MEASURES =
      new MeasureSettings(FigureSettings.DEFAULTS, SummarySettings.DEFAULTS, null, null);

  final OneInputStreamOperatorTestHarness<JoinedResult, WindowPart> panes;
  final KeyedOneInputStreamOperatorTestHarness<String, WindowPart, WindowPart> segments;
  final KeyedOneInputStreamOperatorTestHarness<String, WindowPart, WindowMetrics> windows;
  private final List<WindowMetrics> metrics = new ArrayList<>();

  /** State of all three. */
  record State(
      OperatorSubtaskState panes, OperatorSubtaskState segments, OperatorSubtaskState windows) {}

  WindowsHarness(WindowSettings settings, @Nullable State state) throws Exception {
    panes =
        new OneInputStreamOperatorTestHarness<>(new PaneAggregation(settings, MEASURES), 128, 1, 0);
    segments =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SegmentLimit(settings)),
            WindowPart::windowKey,
            Types.STRING);
    windows =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new WindowAggregation<>(settings, new MetricsOfWindow(MEASURES))),
            WindowPart::segmentKey,
            Types.STRING);
    panes.setup(WindowPartSerializer.INSTANCE);
    segments.setup(WindowPartSerializer.INSTANCE);
    windows.setup(WindowMetricsSerializer.INSTANCE);
    if (state != null) {
      panes.initializeState(state.panes());
      segments.initializeState(state.segments());
      windows.initializeState(state.windows());
    }
    panes.open();
    segments.open();
    windows.open();
  }

  static WindowSettings settings(long latenessMs, int maxSegments, Long... sizesMs) {
    return new WindowSettings(
        List.of(sizesMs),
        latenessMs,
        Segmentation.parse("monitor.segments", List.of("/market")),
        true,
        maxSegments,
        100);
  }

  WindowsHarness send(long... timesMs) throws Exception {
    for (long timeMs : timesMs) {
      send(JoinEvents.result("q" + timeMs, timeMs, "sha256:aa", null));
    }
    return this;
  }

  WindowsHarness sendMarkets(long timeMs, String... markets) throws Exception {
    for (String market : markets) {
      String metadata = "{\"market\":\"%s\"}".formatted(market);
      send(JoinEvents.result("q" + market, timeMs, "sha256:aa", metadata));
    }
    return this;
  }

  WindowsHarness send(JoinedResult result) throws Exception {
    panes.processElement(new StreamRecord<>(result));
    return pass();
  }

  WindowsHarness watermark(long timeMs) throws Exception {
    panes.processWatermark(new Watermark(timeMs));
    pass();
    segments.processWatermark(new Watermark(timeMs));
    windows.processWatermark(new Watermark(timeMs));
    return pass();
  }

  State snapshot(long checkpoint) throws Exception {
    panes.prepareSnapshotPreBarrier(checkpoint);
    pass();
    return new State(
        panes.snapshot(checkpoint, checkpoint),
        segments.snapshot(checkpoint, checkpoint),
        windows.snapshot(checkpoint, checkpoint));
  }

  private WindowsHarness pass() throws Exception {
    for (WindowPart part : take(panes, WindowPart.class)) {
      segments.processElement(new StreamRecord<>(part));
    }
    for (WindowPart part : take(segments, WindowPart.class)) {
      windows.processElement(new StreamRecord<>(part));
    }
    metrics.addAll(take(windows, WindowMetrics.class));
    return this;
  }

  private static <T> List<T> take(OneInputStreamOperatorTestHarness<?, ?> flink, Class<T> type) {
    List<T> taken = new ArrayList<>();
    for (Object out : flink.getOutput()) {
      if (out instanceof StreamRecord<?> record) {
        taken.add(type.cast(record.getValue()));
      }
    }
    flink.getOutput().clear();
    return taken;
  }

  /** All so far. */
  List<WindowMetrics> metrics() {
    return metrics;
  }

  /** {@code start-end segment rREVISION QUERIES}, sorted. */
  List<String> records() {
    return metrics.stream()
        .map(
            one ->
                "%d-%d %s r%d %d"
                    .formatted(
                        one.windowStartMs(),
                        one.windowEndMs(),
                        one.segment().getOrDefault("market", "all"),
                        one.revision(),
                        one.queries()))
        .sorted()
        .toList();
  }

  List<DeadLetterCode> deadLetterCodes() {
    var letters = panes.getSideOutput(PaneAggregation.DEAD_LETTERS);
    return letters == null
        ? List.of()
        : letters.stream().map(StreamRecord::getValue).map(DeadLetter::code).toList();
  }

  @Override
  public void close() throws Exception {
    panes.close();
    segments.close();
    windows.close();
  }
}
