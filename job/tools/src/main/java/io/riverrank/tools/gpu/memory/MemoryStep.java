package io.riverrank.tools.gpu.memory;

import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.operators.scoring.SharedScoring;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.tools.gpu.model.BundledModels;
import io.riverrank.tools.gpu.model.BundledModels.BundledModel;
import io.riverrank.tools.gpu.result.StepReport;
import io.riverrank.tools.gpu.step.CheckSettings;
import io.riverrank.tools.gpu.step.CheckStep;
import java.util.ArrayList;
import java.util.List;

/** Promise 6: what is closed is freed, on the GPU and in this process; four slots hold one copy. */
public final class MemoryStep implements CheckStep {
  private static final int LOADS = 50;
  private static final int REHEARSED_LOADS = 12;
  private static final int SLOTS = 4;

  @Override
  public void run(CheckSettings settings, StepReport report) throws Exception {
    BundledModel model = BundledModels.in(settings.bundle()).named("minilm-l6");
    ModelSettings half = model.settings(model.fp16().orElseThrow());
    slots(settings, report, half);
    loads(settings, report, half);
  }

  private static void loads(CheckSettings settings, StepReport report, ModelSettings model)
      throws Exception {
    MemoryReadings readings = new MemoryReadings(settings.device());
    int loads = settings.rehearsal() ? REHEARSED_LOADS : LOADS;
    for (int i = 0; i < loads; i++) {
      try (CrossEncoder encoder =
          CrossEncoder.load(model, settings.execution(), settings.batch())) {
        encoder.predict(List.of(new TextPair("query", "a document")));
      }
      readings.take();
    }
    Held held = readings.afterFifth();
    report.add("loads_and_closes", held, held.isFlat());
  }

  private static void slots(CheckSettings settings, StepReport report, ModelSettings model)
      throws Exception {
    MemoryReadings readings = new MemoryReadings(settings.device());
    List<ScoringHandle> handles = new ArrayList<>();
    try {
      for (int slot = 0; slot < SLOTS; slot++) {
        handles.add(
            SharedScoring.open(
                "gpu-check",
                model,
                settings.execution(),
                settings.batch(),
                ScoreCacheSettings.OFF,
                new IdleListener()));
        readings.take();
      }
    } finally {
      handles.forEach(ScoringHandle::close);
    }
    Held held = readings.fromFirst();
    report.add("slots", held, held.isFlat());
  }
}
