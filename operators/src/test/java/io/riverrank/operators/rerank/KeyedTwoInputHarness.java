package io.riverrank.operators.rerank;

import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** Flink's harness for a factory of operators whose first input is keyed; Flink has none. */
final class KeyedTwoInputHarness<A, B, R> extends AbstractStreamOperatorTestHarness<R> {

  KeyedTwoInputHarness(
      TwoInputStreamOperatorFactory<A, B, R> factory,
      KeySelector<A, String> key,
      int keyGroups,
      int parallelism,
      int subtask)
      throws Exception {
    super(factory, keyGroups, parallelism, subtask);
    config.setStatePartitioner(0, key);
    config.setStateKeySerializer(StringSerializer.INSTANCE);
    config.serializeAllConfigs();
  }

  @SuppressWarnings("unchecked")
  TwoInputStreamOperator<A, B, R> twoInputs() {
    return (TwoInputStreamOperator<A, B, R>) getOperator();
  }

  void processElement1(StreamRecord<A> element) throws Exception {
    twoInputs().setKeyContextElement1(element);
    twoInputs().processElement1(element);
  }

  void processElement2(StreamRecord<B> element) throws Exception {
    twoInputs().setKeyContextElement2(element);
    twoInputs().processElement2(element);
  }
}
