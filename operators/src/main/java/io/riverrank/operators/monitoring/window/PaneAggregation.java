package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.monitoring.Judgement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Sums results up where they are, before anything travels to a key, so that a segment of all
 * results costs no more than others. Figures are computed once a result and added to one summary a
 * pane and segment; a pane is the shortest window. What leaves is the summary of a pane, once for
 * each window that the pane is in.
 *
 * <p><b>Owned state.</b> The watermark, so that a window that was closed stays closed after a
 * restart, when time begins anew. No summaries: they leave before each checkpoint. They also leave
 * where there are too many (the one that was used longest ago), and before a watermark that ends or
 * closes a window.
 *
 * <p><b>Time.</b> Downstream must never get a part of a window that it has closed. So its watermark
 * is never ahead of any subtask's here: that is why none of these is ever idle, and why every one
 * has input from all subtasks before it and so goes on with any of them.
 *
 * <p><b>Late results</b> count in those of their windows that are still open; one that is late for
 * all of them becomes a dead letter.
 */
final class PaneAggregation extends AbstractStreamOperator<WindowPart>
    implements OneInputStreamOperator<JoinedResult, WindowPart>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("window-dead-letters", RiverrankTypes.DEAD_LETTER);

  private final WindowSettings settings;
  private final MeasureSettings measures;

  private transient Baseline baseline;
  private transient Map<PaneKey, WindowSummary> openByKey;
  private transient ListState<Long> saved;
  private transient long watermarkMs;

  /** Whether a summary has results of a window that has ended, which wait for a revision. */
  private transient boolean holdsLate;

  private transient Counter counted;
  private transient Counter lateForSome;

  PaneAggregation(WindowSettings settings, MeasureSettings measures) {
    this.settings = settings;
    this.measures = measures;
  }

  private record PaneKey(long startMs, Map<String, String> segment, @Nullable String model) {}

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    saved =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
    watermarkMs = Long.MIN_VALUE;
    long lowestMs = Long.MAX_VALUE;
    for (long subtaskMs : saved.get()) {
      lowestMs = Math.min(lowestMs, subtaskMs);
      watermarkMs = lowestMs;
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    saved.update(List.of(watermarkMs));
  }

  @Override
  public void open() throws Exception {
    super.open();
    baseline = measures.readBaseline();
    openByKey = new LinkedHashMap<>(16, 0.75f, true);
    MetricGroup group = getMetricGroup().addGroup("windows");
    counted = group.counter("results");
    lateForSome = group.counter("lateForSomeWindows");
    group.gauge("openSummaries", openByKey::size);
  }

  @Override
  public void processElement(StreamRecord<JoinedResult> element) {
    JoinedResult joined = element.getValue();
    RerankResult result = joined.result();
    int open = openWindows(result.eventTimeMs());
    if (open == 0) {
      refuse(joined);
      return;
    }
    if (open < settings.sizesMs().size()) {
      lateForSome.inc();
    }
    counted.inc();
    QueryFigures figures =
        QueryFigures.of(
            result, labels(joined.judgements()), joined.interactions(), measures.figures());
    long paneMs = WindowSettings.startMs(result.eventTimeMs(), settings.paneMs());
    holdsLate |= paneMs + settings.paneMs() - 1 <= watermarkMs;
    String model = settings.byModel() ? rankedBy(result) : null;
    for (Map<String, String> segment : settings.segmentation().segments(result.metadata())) {
      openByKey
          .computeIfAbsent(
              new PaneKey(paneMs, segment, model),
              key -> measures.summary().newSummary(baseline.segment(segment)))
          .add(figures);
    }
    while (openByKey.size() > settings.maxOpenSummaries()) {
      Iterator<Map.Entry<PaneKey, WindowSummary>> oldest = openByKey.entrySet().iterator();
      emit(oldest.next());
      oldest.remove();
    }
  }

  /** Rankings that two models drafted are neither's. */
  private static String rankedBy(RerankResult result) {
    return result.isInterleaved()
        ? result.models().stream().map(ModelInfo::fingerprint).collect(Collectors.joining("+"))
        : result.model().fingerprint();
  }

  private int openWindows(long timeMs) {
    int open = 0;
    for (long sizeMs : settings.sizesMs()) {
      long endMs = WindowSettings.startMs(timeMs, sizeMs) + sizeMs;
      open += settings.isClosed(endMs, watermarkMs) ? 0 : 1;
    }
    return open;
  }

  private static Map<String, Double> labels(List<Judgement> judgements) {
    Map<String, Double> labels = new HashMap<>();
    judgements.forEach(judgement -> labels.put(judgement.docId(), judgement.label()));
    return labels;
  }

  private void refuse(JoinedResult joined) {
    output.collect(
        DEAD_LETTERS,
        new StreamRecord<>(
            new DeadLetter(
                DeadLetterCode.LATE_RESULT,
                "the result of %s came after its windows were closed; raise monitor.max-out-of-orderness or monitor.allowed-lateness"
                    .formatted(Instant.ofEpochMilli(joined.result().eventTimeMs())),
                joined.source())));
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    if (holdsLate || endsOrClosesAWindow(watermarkMs, watermark.getTimestamp())) {
      emitAll();
    }
    watermarkMs = Math.max(watermarkMs, watermark.getTimestamp());
    super.processWatermark(watermark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // Never idle.
  }

  /** Every window's end is a pane's. */
  private boolean endsOrClosesAWindow(long beforeMs, long nowMs) {
    if (beforeMs == Long.MIN_VALUE || nowMs == Long.MAX_VALUE) {
      return true;
    }
    return pane(beforeMs) != pane(nowMs)
        || pane(beforeMs - settings.latenessMs()) != pane(nowMs - settings.latenessMs());
  }

  private long pane(long watermarkMs) {
    return WindowSettings.startMs(watermarkMs + 1, settings.paneMs());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    emitAll();
  }

  @Override
  public void endInput() {
    emitAll();
  }

  private void emitAll() {
    for (Map.Entry<PaneKey, WindowSummary> open : openByKey.entrySet()) {
      emit(open);
    }
    openByKey.clear();
    holdsLate = false;
  }

  private void emit(Map.Entry<PaneKey, WindowSummary> open) {
    PaneKey key = open.getKey();
    byte[] summary = open.getValue().toBytes();
    for (long sizeMs : settings.sizesMs()) {
      long startMs = WindowSettings.startMs(key.startMs(), sizeMs);
      if (!settings.isClosed(startMs + sizeMs, watermarkMs)) {
        output.collect(
            new StreamRecord<>(
                new WindowPart(
                    startMs, startMs + sizeMs, key.segment(), key.model(), false, summary)));
      }
    }
  }
}
