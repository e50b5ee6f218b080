#!/usr/bin/env bash
# A Flink job with no ZooKeeper anywhere needs flink-shaded-zookeeper on its class path.
#
# Flink 2.2.1: OneInputStreamTask, the task of every step with one input, takes Iterables from the Guava that Curator
# carries inside of flink-shaded-zookeeper-3. Without high availability nothing else of that jar is used, so whoever
# assembles a small runtime (a container, a jlinked folder) leaves it out as "only for ZooKeeper". The MiniCluster
# starts, the job is accepted, and its first task fails.
#
# Output seen (Java 17; print the numbers 1 to 3 by way of a map after a keyBy):
#   with flink-shaded-zookeeper-3:      finished
#   without:                            NoClassDefFoundError org/apache/flink/shaded/curator5/com/google/common/collect/Iterables
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
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML

cat >Finding.java <<'JAVA'
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.ExceptionUtils;

public class Finding {
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.fromData(1L, 2L, 3L)
        .keyBy(number -> number % 2)
        .map(number -> number + 1)
        .returns(Long.class)
        .sinkTo(new DiscardingSink<>());
    try {
      env.execute();
      System.out.println("finished");
    } catch (Exception e) {
      System.out.println(
          ExceptionUtils.findThrowable(e, LinkageError.class).map(Throwable::toString).orElse(e.toString()));
    }
    System.exit(0);
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
opens="--add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED"
javac -cp "$(cat classpath)" -d classes Finding.java
with=$(java $opens -cp "classes:$(cat classpath)" Finding)
small=$(tr : '\n' <classpath | grep -v flink-shaded-zookeeper | paste -sd:)
without=$(java $opens -cp "classes:$small" Finding)
echo "with flink-shaded-zookeeper-3: $with"
echo "without:                       $without"
case "$with|$without" in
  "finished|java.lang.NoClassDefFoundError: "*curator5*google/common*Iterables*)
    echo "as found: without ZooKeeper its jar is needed" ;;
  *)
    echo "changed: see above" >&2
    exit 1 ;;
esac
