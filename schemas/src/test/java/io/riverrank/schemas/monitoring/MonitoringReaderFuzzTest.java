package io.riverrank.schemas.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RequestLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: a record that is written and read as the same, or one sentence. */
class MonitoringReaderFuzzTest {

  private static final RequestLimits LIMITS =
      new RequestLimits(1 << 20, 50, 1_000, 20, 100, 3_600_000L);
  private static final JudgementReader JUDGEMENTS = new JudgementReader(LIMITS);
  private static final InteractionReader INTERACTIONS = new InteractionReader(LIMITS);
  private static final WindowMetricsReader METRICS = new WindowMetricsReader();
  private static final AlertReader ALERTS = new AlertReader();

  static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String seed :
        List.of(
            "",
            "{}",
            "{'query_id':1,'doc_id':'d','label':true,'event_time':0}",
            "{'query':'x','doc_id':'d','label':1e-300,'event_time':'2026-03-01T12:00:00Z'}",
            "{'query_id':'q','doc_id':'d','type':'click','rank':1,'event_time':1}",
            "{'window_start':0,'window_end':1,'segment':{'a':'b'},'revision':0,'queries':1,"
                + "'figures':{'rbo':{'value':1,'n':2,'low':0,'high':1}},'drift':{'logit':"
                + "{'ks':null,'n':0,'baseline_n':0,'rank_error':0,'bins':{'edges':[1],"
                + "'baseline':[0,1],'window':[1,0]}}},'quantiles':{'logit':{'0.5':1}},"
                + "'examples':[{'query_id':'q','query':'','rbo':0,'before':[],'after':['d']}]}",
            "{'rule':'r','segment':{},'status':'firing','value':null,'n':0,'starts_at':0,"
                + "'window_end':1,'e_value':40}")) {
      seeds.add(seed.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyValueIsARecordOrASentence(byte[] value) throws IOException {
    survives(value, v -> JUDGEMENTS.read(v, 7), new JudgementEncoder()::encode);
    survives(value, v -> INTERACTIONS.read(v, 7), new InteractionEncoder()::encode);
    survives(value, METRICS::read, new WindowMetricsEncoder()::encode);
    survives(value, ALERTS::read, new AlertEncoder()::encode);
  }

  private static <T> void survives(byte[] value, Reader<T> reader, Encoder<T> encoder)
      throws IOException {
    T read;
    try {
      read = reader.read(value);
    } catch (MalformedRecordException e) {
      assertThat(e.getMessage()).startsWith("not a").hasSizeLessThan(500);
      assertThat(e.getMessage().chars().noneMatch(Character::isISOControl)).isTrue();
      return;
    }
    assertThat(reader.read(encoder.encode(read))).isEqualTo(read);
  }

  private interface Reader<T> {
    T read(byte[] value) throws IOException;
  }

  private interface Encoder<T> {
    byte[] encode(T record);
  }
}
