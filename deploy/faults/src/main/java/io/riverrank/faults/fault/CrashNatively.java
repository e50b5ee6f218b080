package io.riverrank.faults.fault;

import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** ONNX Runtime follows a pointer to nowhere, and a task manager ends with it. */
final class CrashNatively extends InjectedFault {

  private static final Duration CRASH = Duration.ofSeconds(60);

  CrashNatively() {
    super("native-crash", "SIGSEGV in ONNX Runtime's native code", Needs.USUAL);
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.bench().faultSwitch().set(Command.of(Command.Mode.CRASH));
    Waiting.until(
        "a task manager crashes",
        CRASH,
        () -> trial.bench().cluster().replaceDeadTaskManagers() > 0);
  }
}
