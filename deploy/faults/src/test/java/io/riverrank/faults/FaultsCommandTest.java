package io.riverrank.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.cluster.Ports;
import io.riverrank.faults.fault.Fault;
import io.riverrank.faults.fault.Faults;
import io.riverrank.faults.trial.Setup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FaultsCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--repository", "r", "--flink", "f"));
    all.addAll(List.of(arguments));
    return new CommandLine(new FaultsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static List<Fault> faults() {
    return Faults.all(
        new Setup(Path.of("r"), Path.of("f"), Path.of("d"), new Ports(2000), Map.of()));
  }

  @Test
  void listsEveryKind() {
    assertThat(run("--list")).isZero();
    assertThat(out.toString().lines()).hasSameSizeAs(faults());
  }

  @Test
  void kindsHaveNamesOfTheirOwn() {
    assertThat(faults()).extracting(Fault::kind).doesNotHaveDuplicates();
    assertThat(faults()).allMatch(fault -> fault.times() >= 5);
    assertThat(faults().stream().mapToInt(Fault::quickTimes).sum()).isGreaterThanOrEqualTo(12);
  }

  @Test
  void anUnknownKindIsWrong() {
    assertThat(run("--only", "kill-taskmanager,earthquake")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--only earthquake is no kind of fault; --list prints them");
  }

  @Test
  void noInjectionsAreWrong() {
    assertThat(run("--times", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--times 0 is less than 1");
  }

  @Test
  void portsThatAreNoneAreWrong() {
    assertThat(run("--ports", "80")).isEqualTo(2);
    assertThat(err.toString()).contains("--ports 80 is not between 1024 and 65530");
  }

  @Test
  void aFolderThatIsThereIsWrong() {
    assertThat(run("--folder", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is there already; give a new one");
  }

  @Test
  void aTableNeedsACommit() {
    Path out = folder.resolve("out");
    assertThat(run("--out", out.toString())).isNotZero();
    assertThat(err.toString()).contains("git");
    assertThat(out).doesNotExist();
  }
}
