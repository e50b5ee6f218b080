package io.riverrank.faults.fault;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import io.riverrank.faults.trial.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The model fails on marked pairs: each goes to {@code failed}, and no other does. */
final class FailPair extends InjectedFault {

  private static final String MARKER = "zebra quilt xylophone marker";
  private static final int MARKED = 5;
  private static final Duration RESULTS = Duration.ofSeconds(120);

  FailPair() {
    super("session-pair", "run() throws for one pair of a query", Needs.USUAL);
  }

  @Override
  void inject(Trial trial) throws Exception {
    Workload workload = trial.workload();
    trial.bench().faultSwitch().set(new Command(Command.Mode.PAIR, markerTokens(trial)));
    try {
      List<Plan> marked = new ArrayList<>();
      for (int i = 0; i < MARKED; i++) {
        marked.add(workload.traffic().plan((planner, id) -> planner.withFailing(id, MARKER)));
      }
      Waiting.until(
          "the queries with a failing pair are ranked",
          RESULTS,
          () ->
              marked.stream()
                  .noneMatch(p -> workload.observed().of(p.queryId()).results().isEmpty()));
    } finally {
      trial.bench().faultSwitch().set(Command.OFF);
    }
  }

  private static List<Long> markerTokens(Trial trial) throws IOException {
    Path file = trial.bench().models().load(JobSpec.BUNDLED).tokenizerFile();
    try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file)) {
      return Arrays.stream(tokenizer.encode(MARKER, false, false).getIds()).boxed().toList();
    }
  }
}
