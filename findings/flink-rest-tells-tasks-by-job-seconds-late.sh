#!/usr/bin/env bash
# Flink's REST interface says of a job what was so up to three seconds ago, and in the list of jobs what is so now.
#
# Flink 2.2.1: GET /jobs/ID (with its vertices and their tasks) comes from a cache of execution graphs that keeps an answer
# for web.refresh-interval, 3 s. Whoever polls it to wait until all tasks run has filled it with "not yet" by the first poll,
# and waits for those 3 s however often it asks. GET /jobs/overview has counts of tasks by state too, and no cache: it tells
# within the poll's own interval.
#
# Output seen (Java 17; tasks take 1 s to open, each address is polled every 50 ms from the job's submission):
#   /jobs/overview: every task runs after 1.2 s
#   /jobs/ID:       every task runs after 3.2 s
#   /jobs/ID with web.refresh-interval 50 ms: after 1.2 s
#
# Needs Java 17 and Maven. Exits with something else than 0 if it isn't so any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-clients</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-runtime-web</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-connector-datagen</artifactId><version>2.2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML

cat >Finding.java <<'JAVA'
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

public class Finding {
  private static final Pattern TOTAL = Pattern.compile("\"total\":(\\d+)");
  private static final Pattern RUNNING = Pattern.compile("\"running\":(\\d+)");
  /** Of a vertex; the job itself has a "state". */
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([A-Z]+)\"");

  static class Opens extends RichMapFunction<Long, Long> {
    @Override
    public void open(OpenContext context) throws InterruptedException {
      Thread.sleep(1000);
    }

    @Override
    public Long map(Long value) {
      return value;
    }
  }

  private static boolean everyTaskRuns(String path, String answer, String id) {
    if (path.equals("/jobs/overview")) {
      Matcher total = TOTAL.matcher(answer);
      Matcher running = RUNNING.matcher(answer);
      return answer.contains(id)
          && total.find()
          && running.find()
          && !total.group(1).equals("0")
          && total.group(1).equals(running.group(1));
    }
    Matcher statuses = STATUS.matcher(answer);
    boolean any = false;
    while (statuses.find()) {
      any = true;
      if (!statuses.group(1).equals("RUNNING")) {
        return false;
      }
    }
    return any;
  }

  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Configuration configuration = new Configuration();
    configuration.setString("rest.port", Integer.toString(port));
    configuration.setString("rest.bind-port", Integer.toString(port));
    if (arguments.length > 1) {
      configuration.setString("web.refresh-interval", arguments[1]);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
    env.setParallelism(1);
    env.fromSource(
            new DataGeneratorSource<>(i -> i, Long.MAX_VALUE, RateLimiterStrategy.perSecond(10), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .keyBy(number -> number % 2)
        .map(new Opens())
        .sinkTo(new DiscardingSink<>());
    JobClient job = env.executeAsync();
    String id = job.getJobID().toString();
    String path = arguments[0].equals("overview") ? "/jobs/overview" : "/jobs/" + id;
    HttpRequest request = HttpRequest.newBuilder(new URI("http", null, "localhost", port, path, null, null)).build();
    HttpClient http = HttpClient.newHttpClient();
    long start = System.nanoTime();
    while (!everyTaskRuns(path, http.send(request, HttpResponse.BodyHandlers.ofString()).body(), id)) {
      Thread.sleep(50);
      if (System.nanoTime() - start > 60_000_000_000L) {
        System.out.println("60");
        System.exit(1);
      }
    }
    System.out.printf("%.1f%n", (System.nanoTime() - start) / 1e9);
    System.exit(0);
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
opens="--add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED"
javac -cp "$(cat classpath)" -d classes Finding.java
seconds() { LC_ALL=C java $opens -cp "classes:$(cat classpath)" Finding "$@"; }
listed=$(seconds overview)
job=$(seconds job)
refreshed=$(seconds job 50)
echo "/jobs/overview: every task runs after $listed s"
echo "/jobs/ID:       every task runs after $job s"
echo "/jobs/ID with web.refresh-interval 50 ms: after $refreshed s"
awk -v listed="$listed" -v job="$job" -v refreshed="$refreshed" 'BEGIN { exit !(job > listed + 1 && job > refreshed + 1) }' || {
  echo "changed: see above" >&2
  exit 1
}
echo "as found: what Flink says of a job is seconds old"
