package io.riverrank.faults;

import io.riverrank.faults.cluster.Processes;
import io.riverrank.faults.fault.Fault;
import io.riverrank.faults.fault.Faults;
import io.riverrank.faults.progress.GitCommit;
import io.riverrank.faults.progress.RunIdentity;
import io.riverrank.faults.progress.SavedTable;
import io.riverrank.faults.progress.SavedTableException;
import io.riverrank.faults.report.FaultRow;
import io.riverrank.faults.report.FaultTable;
import io.riverrank.faults.trial.Bench;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.SetupOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Folder for the table. A suite that was stopped goes on with the table that it has there,",
        "on the same commit with the same options."
      })
  @Nullable
  private Path out;

  @Option(names = "--list", description = "Print the kinds and end.")
  private boolean list;

  /** Exits with the code that the help names. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FaultsCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter printer = spec.commandLine().getOut();
    if (times != null && times < 1) {
      throw wrong("--times %d is less than 1".formatted(times));
    }
    List<Fault> all = Faults.all(place.layout());
    if (list) {
      all.forEach(fault -> printer.printf("%-22s %s%n", fault.kind(), fault.description()));
      return 0;
    }
    List<FaultSuite.Order> orders = orders(all);
    long dice = seed == null ? new Random().nextLong() : seed;
    return (out == null ? run(orders, dice, List.of(), row -> {}) : goOn(orders, dice)) ? 0 : 1;
  }

  /** Runs what the table of an earlier run has not. */
  private boolean goOn(List<FaultSuite.Order> orders, long dice)
      throws IOException, InterruptedException {
    try (SavedTable saved = SavedTable.open(out, identity(), seed, dice)) {
      int left = Processes.takeOver(saved.processes());
      List<FaultSuite.Order> missing =
          orders.stream().filter(order -> !saved.has(order.fault().kind())).toList();
      print("%d of %d kinds are done already".formatted(saved.rows().size(), orders.size()));
      if (left > 0) {
        print("%d processes that an earlier run left were ended".formatted(left));
      }
      if (missing.isEmpty()) {
        return print(saved.rows());
      }
      // Not the dice of the kinds before once more.
      return run(missing, saved.seed() + saved.rows().size(), saved.rows(), saved::add);
    } catch (SavedTableException e) {
      throw wrong("--out %s %s".formatted(out, e.getMessage()));
    }
  }

  private RunIdentity identity() throws IOException, SavedTableException {
    return new RunIdentity(
        GitCommit.of(place.layout().repository()),
        Map.of(
            "--quick", Boolean.toString(quick),
            "--only", String.join(",", only),
            "--times", times == null ? "" : times.toString(),
            "-D", new TreeMap<>(place.layout().options()).toString()));
  }

  private boolean run(
      List<FaultSuite.Order> orders,
      long dice,
      List<FaultRow> before,
      FaultSuite.RowListener listener)
      throws IOException, InterruptedException {
    Setup setup = place.begin();
    print("seed %d, folder %s".formatted(dice, setup.folder()));
    Random random = new Random(dice);
    List<FaultRow> rows = new ArrayList<>(before);
    try (Bench bench = new Bench(setup, random)) {
      new FaultSuite(bench, random, spec.commandLine().getOut())
          .run(
              orders,
              row -> {
                rows.add(row);
                listener.accept(row);
              });
    }
    boolean passed = print(rows);
    place.end(setup, passed);
    return passed;
  }

  private boolean print(List<FaultRow> rows) {
    FaultTable table = new FaultTable(rows);
    table.print(spec.commandLine().getOut());
    return table.isPassed();
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
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
