package io.riverrank.faults;

import io.riverrank.faults.fault.Fault;
import io.riverrank.faults.fault.Faults;
import io.riverrank.faults.report.FaultTable;
import io.riverrank.faults.trial.Bench;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.SetupOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The fault suite's command line; {@code deploy/faults/run.sh} calls it. */
@Command(
    name = "run.sh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Breaks a broker, a Flink cluster and the job in every way it knows while queries flow,",
      "and checks that nothing is lost, doubled or different."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every fault was injected, and nothing is lost, doubled or different",
      "1:anything else",
      "2:the command line is wrong"
    })
public final class FaultsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private final SetupOptions place = new SetupOptions("riverrank-faults-", 28100);

  @Option(names = "--quick", description = "Each kind once or twice, and smaller.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description = "Only these kinds, separated by commas.")
  private List<String> only = List.of();

  @Option(names = "--times", paramLabel = "N", description = "Injections of each kind.")
  @Nullable
  private Integer times;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all that is random.")
  @Nullable
  private Long seed;

  @Option(names = "--list", description = "Print the kinds and end.")
  private boolean list;

  /** Exits with the code that the help names. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FaultsCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (times != null && times < 1) {
      throw wrong("--times %d is less than 1".formatted(times));
    }
    List<Fault> all = Faults.all(place.layout());
    if (list) {
      all.forEach(fault -> out.printf("%-22s %s%n", fault.kind(), fault.description()));
      return 0;
    }
    List<FaultSuite.Order> orders = orders(all);
    Setup setup = place.begin();
    long dice = seed == null ? new Random().nextLong() : seed;
    out.printf("seed %d, folder %s%n", dice, setup.folder());
    out.flush();
    boolean passed = run(orders, setup, dice);
    place.end(setup, passed);
    return passed ? 0 : 1;
  }

  private boolean run(List<FaultSuite.Order> orders, Setup setup, long dice)
      throws IOException, InterruptedException {
    Random random = new Random(dice);
    PrintWriter out = spec.commandLine().getOut();
    FaultTable table;
    try (Bench bench = new Bench(setup, random)) {
      table = new FaultTable(new FaultSuite(bench, random, out).run(orders));
    }
    table.print(out);
    return table.isPassed();
  }

  private List<FaultSuite.Order> orders(List<Fault> all) {
    for (String kind : only) {
      if (all.stream().noneMatch(fault -> fault.kind().equals(kind))) {
        throw wrong("--only %s is no kind of fault; --list prints them".formatted(kind));
      }
    }
    List<FaultSuite.Order> orders = new ArrayList<>();
    for (Fault fault : all) {
      int count = times != null ? times : quick ? fault.quickTimes() : fault.times();
      boolean wanted = only.isEmpty() ? count > 0 : only.contains(fault.kind());
      if (wanted) {
        orders.add(new FaultSuite.Order(fault, Math.max(1, count)));
      }
    }
    return orders;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
