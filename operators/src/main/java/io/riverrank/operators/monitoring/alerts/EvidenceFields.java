package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.sequential.EProcess;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Evidence as a field of a state. */
public final class EvidenceFields {

  private EvidenceFields() {}

  public static void write(@Nullable EProcess evidence, DataOutputView out) throws IOException {
    out.writeBoolean(evidence != null);
    if (evidence != null) {
      out.writeLong(evidence.windows());
      out.writeInt(evidence.logWealth().length);
      for (double wealth : evidence.logWealth()) {
        out.writeDouble(wealth);
      }
    }
  }

  @Nullable
  public static EProcess read(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    long windows = in.readLong();
    double[] logWealth = new double[in.readInt()];
    for (int bet = 0; bet < logWealth.length; bet++) {
      logWealth[bet] = in.readDouble();
    }
    return new EProcess(windows, logWealth);
  }
}
