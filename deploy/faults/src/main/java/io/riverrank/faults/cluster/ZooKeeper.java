package io.riverrank.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One ZooKeeper in a process of its own: the one in Flink's jars, as Flink's scripts start it. */
final class ZooKeeper implements AutoCloseable {

  private static final String MAIN = "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";

  private final Process process;
  private final int port;

  private ZooKeeper(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static ZooKeeper start(FlinkHome flink, int port) throws IOException {
    Path folder = Files.createDirectories(flink.folder().resolve("zookeeper"));
    Path configuration =
        Files.writeString(
            folder.resolve("zoo.cfg"),
            """
            tickTime=1000
            initLimit=10
            syncLimit=5
            dataDir=%s
            clientPort=%d
            clientPortAddress=127.0.0.1
            admin.enableServer=false
            """
                .formatted(folder.resolve("data"), port));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-Dlog.file=" + folder.resolve("zookeeper.log"),
            "-cp",
            flink.classPath(),
            MAIN,
            "--zkConfigFile",
            configuration.toString(),
            "--peerId",
            "1");
    return new ZooKeeper(Processes.start(command, folder, folder.resolve("zookeeper.out")), port);
  }

  String quorum() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
