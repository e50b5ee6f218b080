#!/usr/bin/env bash
# Parquet's configuration without Hadoop can't open a file where Hadoop is not on the class path.
#
# parquet-java has had PlainParquetConfiguration, "without Hadoop", since 1.14. In 1.18.1 the builder of read options
# that takes it links Hadoop's classes all the same, and so does the default builder: reading needs another way to the
# options, or a part of Hadoop beside it.
#
# Output seen (Java 17, parquet-hadoop 1.18.1 and nothing of Hadoop):
#   a configuration without Hadoop:        made
#   read options of that configuration:    java.lang.NoClassDefFoundError: org/apache/hadoop/...
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
    <dependency><groupId>org.apache.parquet</groupId><artifactId>parquet-hadoop</artifactId><version>1.18.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML

cat >Finding.java <<'JAVA'
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;

public class Finding {
  public static void main(String[] arguments) {
    PlainParquetConfiguration plain = new PlainParquetConfiguration();
    System.out.println("a configuration without Hadoop:        made");
    try {
      ParquetReadOptions options = ParquetReadOptions.builder(plain).build();
      System.out.println("read options of that configuration:    " + options);
      System.exit(1);
    } catch (NoClassDefFoundError e) {
      System.out.println("read options of that configuration:    " + e);
      System.exit(e.getMessage().startsWith("org/apache/hadoop/") ? 0 : 1);
    }
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath

if java -cp "$(cat classpath)" Finding.java; then
  echo "as found: read options of a configuration without Hadoop want Hadoop"
else
  echo "changed: see above" >&2
  exit 1
fi
