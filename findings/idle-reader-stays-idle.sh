#!/usr/bin/env bash
# A Flink source reader that was idle stays IDLE while its partitions are busy, for as long as no watermark goes on.
#
# When all partitions of a reader have been idle, Flink 2.2.1 forwards the largest of their watermarks. A partition that
# is behind it and gets records again raises no watermark then, and ACTIVE is sent with the next watermark that goes
# on, not with the next record. So an operator that takes IDLE for "no input comes" is wrong for as long as that
# partition needs to catch up, and markActive() of a partition's output doesn't reach the reader's.
#
# Output seen (Java 17; 5 s out of orderness, idleness 60 s, a record a second for ten minutes):
#   both partitions quiet:                       [3999, 14999, IDLE]
#   partition a busy for 600 s, below 15000:     [3999, 14999, IDLE]
#   then a record that raises the watermark:     [3999, 14999, IDLE, ACTIVE, 94999]
#
# Needs Java 17 and Maven. Exits with something else than 0 if it isn't so any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-runtime</artifactId><version>2.2.1</version><type>test-jar</type></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML

cat >Finding.java <<'JAVA'
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.ManualClock;

public class Finding {

  private static final List<Object> SAID = new ArrayList<>();
  private static final ManualClock CLOCK = new ManualClock(1);

  private static TimestampsAndWatermarks<Long> eventTime;

  public static void main(String[] arguments) {
    eventTime =
        TimestampsAndWatermarks.createProgressiveEventTimeLogic(
            WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofSeconds(5))
                .withTimestampAssigner((element, before) -> element)
                .withIdleness(Duration.ofSeconds(60)),
            new UnregisteredMetricsGroup(),
            new TestProcessingTimeService(),
            200,
            CLOCK,
            CLOCK,
            UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup());
    ReaderOutput<Long> reader = eventTime.createMainOutput(new Downstream(), new Nobody());
    reader.createOutputForSplit("a").collect(9_000L);
    reader.createOutputForSplit("b").collect(20_000L);
    for (int second = 0; second < 64; second++) {
      pass();
    }
    boolean idle = say("both partitions quiet:                    ").equals("[3999, 14999, IDLE]");
    for (int second = 0; second < 600; second++) {
      reader.createOutputForSplit("a").collect(9_001L + second);
      pass();
    }
    boolean still = say("partition a busy for 600 s, below 15000:  ").equals("[3999, 14999, IDLE]");
    reader.createOutputForSplit("a").collect(100_000L);
    pass();
    boolean active =
        say("then a record that raises the watermark:  ")
            .equals("[3999, 14999, IDLE, ACTIVE, 94999]");
    System.exit(idle && still && active ? 0 : 1);
  }

  private static void pass() {
    CLOCK.advanceTime(Duration.ofSeconds(1));
    eventTime.emitImmediateWatermark(0);
  }

  private static String say(String what) {
    System.out.println(what + " " + SAID);
    return SAID.toString();
  }

  private static final class Downstream implements DataOutput<Long> {
    @Override
    public void emitRecord(StreamRecord<Long> record) {}

    @Override
    public void emitWatermark(Watermark watermark) {
      SAID.add(watermark.getTimestamp());
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      SAID.add(status.isIdle() ? "IDLE" : "ACTIVE");
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitWatermark(WatermarkEvent watermark) {}
  }

  private static final class Nobody implements TimestampsAndWatermarks.WatermarkUpdateListener {
    @Override
    public void updateIdle(boolean isIdle) {}

    @Override
    public void updateCurrentEffectiveWatermark(long watermark) {}

    @Override
    public void updateCurrentSplitWatermark(String splitId, long watermark) {}

    @Override
    public void updateCurrentSplitIdle(String splitId, boolean idle) {}

    @Override
    public void splitFinished(String splitId) {}
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
if java -cp "$(cat classpath)" Finding.java; then
  echo "as found: a reader stays IDLE while a partition that is behind gets records"
else
  echo "changed: see above" >&2
  exit 1
fi
