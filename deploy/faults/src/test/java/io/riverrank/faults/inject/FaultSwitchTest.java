package io.riverrank.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.inject.agent.Injection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultSwitchTest {

  @TempDir private Path folder;

  @Test
  void theAgentReadsWhatTheSwitchWrites() throws IOException {
    FaultSwitch faultSwitch = new FaultSwitch(folder);
    assertThat(written()).isEqualTo(Command.OFF);

    Command pair = new Command(Command.Mode.PAIR, List.of(17L, 4L));
    faultSwitch.set(pair);
    assertThat(written()).isEqualTo(pair);
  }

  private Command written() throws IOException {
    return Command.parse(Files.readString(folder.resolve(Injection.COMMAND)));
  }

  @Test
  void countsWhatTheAgentsRecorded() throws IOException {
    FaultSwitch faultSwitch = new FaultSwitch(folder);
    assertThat(faultSwitch.count(Command.Mode.ALL)).isZero();

    Files.writeString(folder.resolve(Injection.RECORD), "ALL 17\nBATCH 17\nALL 18\n");
    assertThat(faultSwitch.count(Command.Mode.ALL)).isEqualTo(2);
    assertThat(faultSwitch.count(Command.Mode.CRASH)).isZero();
  }
}
