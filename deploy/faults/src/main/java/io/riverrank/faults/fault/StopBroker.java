package io.riverrank.faults.fault;

import io.riverrank.faults.broker.Broker;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** No broker for half a minute, which is less than the transaction timeout. */
final class StopBroker extends InjectedFault {

  private static final Duration OUTAGE = Duration.ofSeconds(30);

  StopBroker() {
    super("stop-broker", "broker stopped or killed for 30 s", Needs.USUAL);
  }

  @Override
  void inject(Trial trial) throws Exception {
    Broker broker = trial.bench().broker();
    if (trial.random().nextBoolean()) {
      broker.stop();
    } else {
      broker.kill();
    }
    Waiting.pass(OUTAGE);
    broker.start();
    trial.outageIsOver();
  }
}
