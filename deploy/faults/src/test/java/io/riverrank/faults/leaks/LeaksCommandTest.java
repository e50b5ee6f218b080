package io.riverrank.faults.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LeaksCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--repository", "r", "--flink", "f"));
    all.addAll(List.of(arguments));
    return new CommandLine(new LeaksCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void asManyJobsAsTheBaselineAreWrong() {
    assertThat(run("--jobs", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("--jobs 5 is not more than 5");
  }

  @Test
  void portsThatAreNoneAreWrong() {
    assertThat(run("--ports", "65531")).isEqualTo(2);
    assertThat(err.toString()).contains("--ports 65531 is not between 1024 and 65530");
  }

  @Test
  void aPortThatIsTakenIsWrong() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(run("--ports", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
      assertThat(err.toString()).contains("is taken").contains("--ports");
    }
  }

  @Test
  void aFolderThatIsThereIsWrong() {
    assertThat(run("--folder", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is there already; give a new one");
  }

  @Test
  void helpNamesItsOwnPorts() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("28200").doesNotContain("--repository");
  }
}
