package io.riverrank.job.kafka.replay;

import io.riverrank.schemas.DeadLetterCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decides what is sent back, and counts. */
final class ReplayCount {

  private final Map<String, Long> sentByCode = new TreeMap<>();
  private long otherCode;
  private long withoutValue;
  private long notRequests;
  private long otherSource;
  private long foreign;

  /**
   * Counts the message.
   *
   * @return whether it is to be sent
   */
  public boolean take(DeadLetterMessage message, ReplayRequest request) {
    Set<DeadLetterCode> codes = request.codes();
    String code = message.code();
    if (code == null) {
      foreign++;
    } else if (!codes.isEmpty() && codes.stream().noneMatch(wanted -> wanted.name().equals(code))) {
      otherCode++;
    } else if (code.equals(DeadLetterCode.RESULT_TOO_LARGE.name())) {
      notRequests++;
    } else if (!request.source().equals(message.sourceTopic())) {
      otherSource++;
    } else if (message.message().value() == null) {
      withoutValue++;
    } else {
      sentByCode.merge(code, 1L, Long::sum);
      return true;
    }
    return false;
  }

  public ReplayReport report() {
    return new ReplayReport(
        Map.copyOf(sentByCode), otherCode, withoutValue, notRequests, otherSource, foreign);
  }
}
