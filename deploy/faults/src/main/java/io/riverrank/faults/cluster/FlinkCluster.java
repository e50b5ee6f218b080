package io.riverrank.faults.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A standalone cluster of real processes, one job manager and two task managers, that can be killed
 * one by one and are started again at once.
 */
public final class FlinkCluster implements AutoCloseable {

  private static final String HEAP = "Status.JVM.Memory.Heap.Used";
  private static final Duration EXIT = Duration.ofSeconds(30);
  private static final Duration REGISTRATION = Duration.ofSeconds(120);

  private final FlinkHome home;
  private final FlinkRest rest;
  private final ZooKeeper zooKeeper;
  private final int size;
  private final ProcessImage jobManagerImage;
  private final ProcessImage taskManagerImage;
  private final List<TaskManager> taskManagers;
  private ProcessHandle jobManager;
  private int restarts;

  private FlinkCluster(
      FlinkHome home,
      FlinkRest rest,
      ZooKeeper zooKeeper,
      ProcessHandle jobManager,
      List<TaskManager> taskManagers)
      throws IOException {
    this.home = home;
    this.rest = rest;
    this.zooKeeper = zooKeeper;
    this.jobManager = jobManager;
    this.taskManagers = taskManagers;
    this.size = taskManagers.size();
    this.jobManagerImage = ProcessImage.of(jobManager.pid());
    this.taskManagerImage = ProcessImage.of(taskManagers.get(0).pid());
  }

  /**
   * @param folder of this cluster; must not exist
   * @param installation what {@code flink-cluster.sh install} made
   * @param scripts {@code deploy/cluster}
   * @param taskManagers how many
   * @param highAvailability whether jobs outlive the job manager, by a ZooKeeper process
   * @param options of Flink; they win over this class's own
   */
  public static FlinkCluster start(
      Path folder,
      Path installation,
      Path scripts,
      Ports ports,
      int taskManagers,
      boolean highAvailability,
      Map<String, String> options)
      throws IOException, InterruptedException {
    FlinkHome home = FlinkHome.create(folder, installation, scripts);
    ZooKeeper zooKeeper = highAvailability ? ZooKeeper.start(home, ports.zooKeeper()) : null;
    Map<String, String> all = ClusterOptions.of(ports);
    if (zooKeeper != null) {
      all.putAll(ClusterOptions.highAvailability(zooKeeper.quorum(), folder));
    }
    all.putAll(options);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("start", folder.toString(), Integer.toString(taskManagers)));
    all.forEach((key, value) -> arguments.add(key + "=" + value));
    home.script("flink-cluster.sh", Map.of(), arguments);
    ProcessHandle jobManager = started(folder.resolve("run/jobmanager.pid"));
    List<TaskManager> started = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      for (Path file : files.filter(f -> f.toString().contains("taskmanager-")).toList()) {
        String name = file.getFileName().toString().replace(".pid", ".log");
        started.add(new TaskManager(started(file), home.logs().resolve(name)));
      }
    }
    return new FlinkCluster(home, new FlinkRest(ports.rest()), zooKeeper, jobManager, started);
  }

  private static ProcessHandle started(Path pidFile) throws IOException {
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    Processes.endLater(process);
    return process;
  }

  /** Kills a task manager that runs tasks with SIGKILL, and starts another. */
  public void killTaskManager(RandomGenerator random) throws IOException {
    TaskManager victim = busyTaskManager(random);
    taskManagers.remove(victim);
    kill(victim.process());
    startTaskManager();
  }

  /** Kills the job manager with SIGKILL and starts it again on the same ports. */
  public void killJobManager() throws IOException {
    kill(jobManager);
    startJobManager();
  }

  /** Kills the job manager and a task manager that runs tasks before it starts either again. */
  public void killJobManagerAndTaskManager(RandomGenerator random) throws IOException {
    TaskManager victim = busyTaskManager(random);
    taskManagers.remove(victim);
    jobManager.destroyForcibly();
    kill(victim.process());
    kill(jobManager);
    startJobManager();
    startTaskManager();
  }

  /** Starts a task manager for each that ended by itself, and tells how many those were. */
  public int replaceDeadTaskManagers() throws IOException {
    List<TaskManager> dead =
        taskManagers.stream().filter(process -> !ProcessImage.runs(process.pid())).toList();
    taskManagers.removeAll(dead);
    for (int i = 0; i < dead.size(); i++) {
      startTaskManager();
    }
    return dead.size();
  }

  /** Stops a task manager that runs tasks for a while, as a long garbage collection does. */
  public void freezeTaskManager(RandomGenerator random, Duration time)
      throws IOException, InterruptedException {
    long pid = busyTaskManager(random).pid();
    signal("STOP", pid);
    try {
      Waiting.pass(time);
    } finally {
      signal("CONT", pid);
    }
  }

  /** Process id of the job manager, as it is now. */
  public long jobManagerPid() {
    return jobManager.pid();
  }

  /** Folder for temporary files of all processes. */
  public Path temporaryFiles() {
    return home.folder().resolve("tmp");
  }

  /** One of those that run tasks: the loss of another is no fault. */
  private TaskManager busyTaskManager(RandomGenerator random) {
    List<TaskManager> busy = new ArrayList<>();
    Waiting.until(
        "a task manager runs tasks, see " + home.logs(),
        REGISTRATION,
        () -> {
          Set<String> ids = idsOfBusyTaskManagers();
          for (TaskManager taskManager : taskManagers) {
            if (taskManager.isOneOf(ids)) {
              busy.add(taskManager);
            }
          }
          return !busy.isEmpty();
        });
    return busy.get(random.nextInt(busy.size()));
  }

  private Set<String> idsOfBusyTaskManagers() throws InterruptedException {
    Set<String> ids = new HashSet<>();
    try {
      for (JsonNode taskManager : rest.get("/taskmanagers").path("taskmanagers")) {
        if (taskManager.path("freeSlots").asInt() < taskManager.path("slotsNumber").asInt()) {
          ids.add(taskManager.path("id").asText());
        }
      }
    } catch (IOException e) {
      // No job manager answers yet.
    }
    return ids;
  }

  /** Process ids of the task managers, as they are now. */
  public List<Long> taskManagerPids() {
    return taskManagers.stream().map(TaskManager::pid).toList();
  }

  /**
   * Used heap of the task manager that uses most, bytes, as Flink knew it some seconds ago; -1
   * while it says nothing.
   */
  public long largestTaskManagerHeap() throws InterruptedException {
    long largest = -1;
    try {
      for (JsonNode manager : rest.get("/taskmanagers").path("taskmanagers")) {
        String metrics = "/taskmanagers/%s/metrics?get=".formatted(manager.path("id").asText());
        largest = Math.max(largest, rest.get(metrics + HEAP).path(0).path("value").asLong(-1));
      }
      return largest;
    } catch (IOException e) {
      return -1;
    }
  }

  /** Returns when the job manager answers and has all task managers. */
  public void awaitComplete() {
    Waiting.until(
        "all task managers have registered, see " + home.logs(),
        REGISTRATION,
        () -> {
          try {
            return rest.get("/overview").path("taskmanagers").asInt() >= size;
          } catch (IOException e) {
            return false;
          }
        });
  }

  /**
   * Submits the job jar as a user does.
   *
   * @param arguments of the job jar, its command first
   * @param state savepoint or checkpoint to start from; null for none
   */
  public RunningJob submit(Path jobJar, List<String> arguments, String state)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.folder().toString()));
    if (state != null) {
      command.addAll(List.of("-s", state));
    }
    command.addAll(arguments);
    String printed = home.script("submit.sh", Map.of("RIVERRANK_JAR", jobJar.toString()), command);
    String id = printed.substring(printed.lastIndexOf('\n') + 1);
    return new RunningJob(rest, home, id);
  }

  /** Where this cluster's logs are. */
  public Path logs() {
    return home.logs();
  }

  @Override
  public void close() throws InterruptedException {
    taskManagers.forEach(taskManager -> taskManager.process().destroyForcibly());
    jobManager.destroyForcibly();
    taskManagers.forEach(taskManager -> awaitExit(taskManager.process()));
    awaitExit(jobManager);
    if (zooKeeper != null) {
      zooKeeper.close();
    }
  }

  private void startTaskManager() throws IOException {
    restarts++;
    String name = "taskmanager-again-" + restarts;
    ProcessHandle process = taskManagerImage.start(home.logs(), name);
    taskManagers.add(new TaskManager(process, home.logs().resolve(name + ".log")));
  }

  private void startJobManager() throws IOException {
    restarts++;
    jobManager = jobManagerImage.start(home.logs(), "jobmanager-again-" + restarts);
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    awaitExit(process);
  }

  private static void awaitExit(ProcessHandle process) {
    Waiting.until(
        "process " + process.pid() + " ends", EXIT, () -> !ProcessImage.runs(process.pid()));
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("kill -%s %d failed".formatted(name, pid));
    }
  }
}
