package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {
  @TempDir Path root;

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  @Test
  void withoutALimitItIsWhatLinuxCallsAvailable() throws IOException {
    write("proc/meminfo", "MemTotal:  24576 kB\nMemAvailable:    2048 kB\n");
    write("sys/fs/cgroup/memory.max", "max\n");
    write("sys/fs/cgroup/memory.current", "100\n");
    assertThat(new FreeMemory(root).bytes()).hasValue(2048 * 1024);
  }

  @Test
  void aContainersLimitCountsAndItsCachedFilesAreFree() throws IOException {
    write("proc/meminfo", "MemAvailable:    2048 kB\n");
    write("sys/fs/cgroup/memory.max", "1000000\n");
    write("sys/fs/cgroup/memory.current", "900000\n");
    write("sys/fs/cgroup/memory.stat", "anon 100\ninactive_file 50000\n");
    assertThat(new FreeMemory(root).bytes()).hasValue(150_000);
  }

  @Test
  void theOlderControlGroupsCountToo() throws IOException {
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "400\n");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 100\n");
    assertThat(new FreeMemory(root).bytes()).hasValue(700);
  }

  @Test
  void aSystemThatSaysNothingSaysNothing() {
    assertThat(new FreeMemory(root).bytes()).isEmpty();
  }
}
