package io.riverrank.tools.gpu;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.tools.gpu.device.DeviceStep;
import io.riverrank.tools.gpu.memory.MemoryStep;
import io.riverrank.tools.gpu.neighbours.NeighboursStep;
import io.riverrank.tools.gpu.parity.ParityStep;
import io.riverrank.tools.gpu.result.StepReport;
import io.riverrank.tools.gpu.result.Summary;
import io.riverrank.tools.gpu.speed.SpeedStep;
import io.riverrank.tools.gpu.step.CheckSettings;
import io.riverrank.tools.gpu.step.CheckStep;
import io.riverrank.tools.gpu.tensorrt.TensorRtStep;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One step of {@code check.sh} in a process of its own, which a time limit may kill. */
@Command(
    name = "gpu-check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs one step of the check of a GPU bundle, or prints what all steps found.")
final class GpuCheckCommand implements Callable<Integer> {

  /** What can be run, in the order in which {@code check.sh} does. */
  enum Step {
    DEVICE(DeviceStep::new),
    PARITY(ParityStep::new),
    NEIGHBOURS(NeighboursStep::new),
    SPEED(SpeedStep::new),
    TENSORRT(TensorRtStep::new),
    MEMORY(MemoryStep::new),
    SUMMARY(null);

    private final Supplier<CheckStep> step;

    Step(Supplier<CheckStep> step) {
      this.step = step;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STEP", description = "One of ${COMPLETION-CANDIDATES}.")
  private Step step;

  @Option(names = "--bundle", paramLabel = "DIR", required = true, description = "The bundle.")
  private Path bundle;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where STEP.json is written, anew after every finding.")
  private Path out;

  @Option(
      names = "--dry-run",
      description = "On the CPU and with small figures: shows that everything is there.")
  private boolean rehearsal;

  @Override
  public Integer call() throws Exception {
    if (step == Step.SUMMARY) {
      Summary.print(out, spec.commandLine().getOut());
      return ExitCodes.OK;
    }
    ExecutionProvider provider = rehearsal ? ExecutionProvider.CPU : ExecutionProvider.CUDA;
    StepReport report = StepReport.start(out, step.toString());
    try {
      step.step.get().run(new CheckSettings(bundle, provider, rehearsal), report);
    } catch (Exception | LinkageError e) {
      report.end(e.getMessage() == null ? e.toString() : e.getMessage());
      throw e;
    }
    report.end(null);
    return report.passes() ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
