package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.compare.ClosedWindow;
import io.riverrank.operators.monitoring.compare.EarlierWindows;
import io.riverrank.operators.monitoring.compare.WindowComparison;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.types.RecordTypeInfo;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.monitoring.WindowMetrics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Windows as a step of a DataStream program.
 *
 * @param records one for each window, segment and model that the watermark has passed, and one for
 *     each revision
 * @param deadLetters results that came after all their windows were closed
 */
public record Windows<T>(
    SingleOutputStreamOperator<T> records, DataStream<DeadLetter> deadLetters) {

  /** Of metrics records. */
  public static final TypeInformation<WindowMetrics> METRICS =
      new RecordTypeInfo<>(WindowMetrics.class, WindowMetricsSerializer.INSTANCE);

  /**
   * Adds the steps from results to metrics records.
   *
   * @param results with watermarks that follow their event times; need not be keyed
   */
  public static Windows<WindowMetrics> metrics(
      DataStream<JoinedResult> results, WindowSettings settings, MeasureSettings measures) {
    EarlierWindows earlier = measures.earlier();
    if (earlier == null) {
      return of(results, settings, measures, new MetricsOfWindow(measures), METRICS);
    }
    Windows<ClosedWindow> closed =
        of(results, settings, measures, WindowPart::closed, ClosedWindow.TYPE);
    return new Windows<>(
        WindowComparison.add(
            closed.records(), earlier, settings.latenessMs(), measures.figures().k(), METRICS),
        closed.deadLetters());
  }

  static <T> Windows<T> of(
      DataStream<JoinedResult> results,
      WindowSettings settings,
      MeasureSettings measures,
      WindowReport<T> report,
      TypeInformation<T> type) {
    SingleOutputStreamOperator<WindowPart> parts =
        results
            // Every subtask needs the watermarks of all.
            .rebalance()
            .transform("Sum up", WindowPartSerializer.TYPE, new PaneAggregation(settings, measures))
            .uid("monitor-panes");
    SingleOutputStreamOperator<T> records =
        parts
            .keyBy(WindowPart::windowKey)
            .process(new SegmentLimit(settings))
            .returns(WindowPartSerializer.TYPE)
            .uid("monitor-segments")
            .name("Limit segments")
            .keyBy(WindowPart::segmentKey)
            .process(new WindowAggregation<>(settings, report))
            .returns(type)
            .uid("monitor-windows")
            .name("Windows");
    return new Windows<>(records, parts.getSideOutput(PaneAggregation.DEAD_LETTERS));
  }
}
