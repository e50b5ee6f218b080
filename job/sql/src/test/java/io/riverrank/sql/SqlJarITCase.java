package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes into Flink's lib/ and what doesn't. Runs after {@code package} made the jar. */
class SqlJarITCase {

  private static final Path JAR = Path.of("target", "riverrank-flink-sql.jar");

  private static Set<String> classes;
  private static Set<String> services;

  @BeforeAll
  static void readJar() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Set<String> entries =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(entry -> entry.getName())
              .collect(Collectors.toSet());
      classes =
          entries.stream().filter(entry -> entry.endsWith(".class")).collect(Collectors.toSet());
      services =
          entries.stream()
              .filter(entry -> entry.startsWith("META-INF/services/org.apache.flink"))
              .collect(Collectors.toSet());
    }
  }

  /** Other jobs see these classes: whatever is not ours has a name that only we use. */
  @Test
  void allClassesAreOurs() {
    assertThat(classes)
        .contains(
            "io/riverrank/sql/RiverrankModelFactory.class",
            "io/riverrank/sql/shaded/jackson/databind/ObjectMapper.class",
            "io/riverrank/sql/shaded/protobuf/CodedInputStream.class",
            "io/riverrank/sql/shaded/caffeine/cache/Caffeine.class")
        .allMatch(entry -> entry.startsWith("io/riverrank/"))
        .noneMatch(entry -> entry.startsWith("io/riverrank/job/"));
  }

  @Test
  void flinkFindsTheFactories() {
    assertThat(services)
        .containsExactly("META-INF/services/org.apache.flink.table.factories.Factory");
  }
}
