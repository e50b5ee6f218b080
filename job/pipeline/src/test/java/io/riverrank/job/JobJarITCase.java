package io.riverrank.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes to a cluster and what doesn't. Runs after {@code package} made the jar. */
class JobJarITCase {

  private static final Path JAR = Path.of("target", "riverrank-job.jar");

  private static Set<String> entries;
  private static String mainClass;

  @BeforeAll
  static void readJar() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      entries = jar.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
      mainClass = jar.getManifest().getMainAttributes().getValue("Main-Class");
    }
  }

  @Test
  void jobAndItsLibrariesAreInIt() {
    assertThat(mainClass).isEqualTo("io.riverrank.job.RiverrankJob");
    assertThat(entries)
        .contains(
            "io/riverrank/job/rerank/RerankPipeline.class",
            "io/riverrank/operators/rerank/Rerank.class",
            "io/riverrank/schemas/RequestDecoder.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/flink/connector/base/DeliveryGuarantee.class",
            "org/apache/kafka/clients/admin/Admin.class",
            "com/fasterxml/jackson/databind/ObjectMapper.class",
            "com/fasterxml/jackson/dataformat/yaml/YAMLFactory.class",
            "picocli/CommandLine.class",
            "com/google/protobuf/Message.class");
  }

  @Test
  void whatTheClusterHasIsNot() {
    assertThat(entries)
        .doesNotContain(
            "org/apache/flink/streaming/api/environment/StreamExecutionEnvironment.class",
            "org/apache/flink/configuration/Configuration.class")
        .noneMatch(entry -> entry.startsWith("org/slf4j/"))
        .noneMatch(entry -> entry.startsWith("org/apache/logging/"))
        .noneMatch(entry -> entry.startsWith("log4j2"));
  }

  @Test
  void parquetIsWithoutHadoop() {
    assertThat(entries)
        .contains(
            "org/apache/parquet/hadoop/ParquetFileReader.class",
            "org/xerial/snappy/Snappy.class",
            "net/jpountz/lz4/LZ4Factory.class",
            "com/github/luben/zstd/Zstd.class")
        .noneMatch(entry -> entry.startsWith("org/apache/hadoop/"))
        .noneMatch(entry -> entry.startsWith("org/apache/parquet/avro/"));
  }

  @Test
  void nativesThatLoadOnceAJvmAreNot() {
    assertThat(entries)
        .noneMatch(entry -> entry.startsWith("ai/onnxruntime/"))
        .noneMatch(entry -> entry.startsWith("ai/djl/"))
        .noneMatch(entry -> entry.startsWith("com/sun/jna/"))
        .noneMatch(entry -> entry.startsWith("com/google/gson/"));
  }

  @Test
  void toolsAndBrokerAreNot() {
    assertThat(entries)
        .noneMatch(entry -> entry.startsWith("io/riverrank/tools/"))
        .noneMatch(entry -> entry.startsWith("io/riverrank/broker/"))
        .noneMatch(entry -> entry.startsWith("org/apache/commons/csv/"))
        .noneMatch(entry -> entry.startsWith("org/HdrHistogram/"))
        .noneMatch(entry -> entry.startsWith("org/jfree/"))
        .noneMatch(entry -> entry.startsWith("kafka/server/"))
        .noneMatch(entry -> entry.startsWith("org/apache/kafka/metadata/"))
        .noneMatch(entry -> entry.startsWith("org/apache/kafka/raft/"))
        .noneMatch(entry -> entry.startsWith("scala/"));
  }

  @Test
  void signaturesAndModulesAreNot() {
    assertThat(entries)
        .noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
        .noneMatch(entry -> entry.endsWith("module-info.class"));
  }
}
