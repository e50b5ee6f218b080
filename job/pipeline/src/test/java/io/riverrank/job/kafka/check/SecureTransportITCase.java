package io.riverrank.job.kafka.check;

import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.testing.SecretWatch;
import io.riverrank.job.testing.SecureKafka;
import io.riverrank.job.testing.TestCertificates;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.WebUi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SASL_SSL with SCRAM, Kafka to Kafka, and where the password shows: nowhere. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SecureTransportITCase {
  private static final String VARIABLE = "RIVERRANK_TEST_PASSWORD";

  /** The build sets it, so that it is an environment variable, too. */
  private static final String PASSWORD = System.getenv(VARIABLE);

  private static final String WRONG = "xyzzy-wrong-password";
  private static final String FROM_FILE = "${file:%s:password}";

  @TempDir static Path folder;

  private static SecureKafka kafka;
  private static TestTopics topics;
  private static Path secretFile;

  private final Map<String, String> properties = new LinkedHashMap<>();
  private String requests;
  private String results;
  private String deadLetters;
  private SecretWatch watch;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = SecureKafka.start(folder.resolve("broker"), PASSWORD);
    topics = kafka.topics();
    secretFile = Files.writeString(folder.resolve("user.properties"), "password=" + PASSWORD);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    topics.close();
    kafka.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    requests = topics.create("requests");
    results = topics.create("results");
    deadLetters = topics.create("dead-letters");
    properties.putAll(kafka.transport());
    login(FROM_FILE.formatted(secretFile));
    watch = SecretWatch.start(PASSWORD, WRONG);
  }

  @AfterEach
  void nothingWasLogged() {
    watch.close();
    assertThat(watch.leaks()).isEmpty();
    assertThat(watch.events()).as("events looked at").isPositive();
  }

  private void login(String password) {
    properties.put("sasl.jaas.config", SecureKafka.login(SecureKafka.USER, password));
    properties.put("config.providers", "file,env,directory");
  }

  private Path config(String... lines) throws Exception {
    String written =
        properties.entrySet().stream()
            .map(entry -> "kafka.properties.%s: '%s'".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n", "", "\n"));
    return Files.writeString(
        folder.resolve("riverrank.yaml"), written + String.join("\n", lines) + '\n');
  }

  private String[] command(String[] words, Path config, String servers) {
    List<String> arguments =
        List.of(
            "--config=" + config,
            "--bootstrap-servers=" + servers,
            "--requests=" + requests,
            "--dead-letters=" + deadLetters);
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(arguments);
    return all.toArray(String[]::new);
  }

  private TestCommandLine run(Path config, String servers, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "--results=" + results));
    words.addAll(List.of(more));
    return TestCommandLine.run(command(words.toArray(String[]::new), config, servers));
  }

  private TestCommandLine replay(Path config, String servers, String... more) {
    List<String> words = new ArrayList<>(List.of("dead-letters", "replay"));
    words.addAll(List.of(more));
    return TestCommandLine.run(command(words.toArray(String[]::new), config, servers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"literal", "file"})
  void theJobWorksExactlyOnceAndNowhereShowsThePassword(String kind) throws Exception {
    login(kind.equals("literal") ? PASSWORD : FROM_FILE.formatted(secretFile));
    topics.send(
        List.of(
            message(requests, "q", whole("q", "rent", List.of("average rent", "bread"))),
            message(requests, "bad", "not json")));
    WebUi web = WebUi.onFreePort();
    Path config =
        config(
            "rest.port: " + web.port(),
            "rerank.checkpoint.interval: 200 ms",
            "rerank.parallelism: 1",
            "kafka.group-id: " + requests,
            "kafka.transactional-id-prefix: " + requests);

    CompletableFuture<TestCommandLine> job =
        CompletableFuture.supplyAsync(() -> run(config, kafka.bootstrapServers()));
    Awaitility.await()
        .atMost(2, TimeUnit.MINUTES)
        .until(
            () ->
                job.isDone() || topics.read(results).size() + topics.read(deadLetters).size() == 2);
    assertThat(job).isNotDone();
    Map<String, String> pages = web.everything();
    web.cancelJob();
    TestCommandLine ended = job.get();

    assertThat(topics.read(results))
        .singleElement()
        .extracting(ConsumerRecord::key)
        .isEqualTo("q".getBytes(UTF_8));
    assertThat(watch.events()).as("events looked at").isGreaterThan(1_000);
    assertThat(pages.keySet()).anyMatch(page -> page.endsWith("/plan"));
    pages.forEach((page, body) -> assertThat(body).as(page).doesNotContain(PASSWORD));
    assertThat(ended.out() + ended.err()).doesNotContain(PASSWORD);

    TestCommandLine replayed = replay(config, kafka.bootstrapServers());
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(replayed.out()).contains("1 sent back").doesNotContain(PASSWORD);
    assertThat(topics.read(requests)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "env"})
  void theSecretMayBeAFileOfADirectoryOrAVariable(String kind) throws Exception {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("password"), PASSWORD);
    login(
        kind.equals("env")
            ? "${env:" + VARIABLE + "}"
            : "${directory:%s:password}".formatted(secrets));

    TestCommandLine replayed = replay(config(), kafka.bootstrapServers());

    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(replayed.out()).contains("0 dead letters read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong-password | refused the login",
        "untrusted-ca   | no TLS connection to Kafka at",
        "wrong-host     | no TLS connection to Kafka at localhost:",
        "not-a-login    | no Kafka client can be made",
        "no-such-file   | no Kafka client can be made",
        "no-such-key    | refers to ${file:",
        "no-such-env    | refers to ${env:RIVERRANK_NOT_THERE}",
        "plaintext      | no Kafka broker answered",
      })
  void whatIsWrongIsOneSentenceAndExitCode4(String kind, String sentence) throws Exception {
    String servers = kafka.bootstrapServers();
    switch (kind) {
      case "wrong-password" -> login(WRONG);
      case "untrusted-ca" ->
          properties.put(
              "ssl.truststore.location",
              TestCertificates.create(folder.resolve("other")).authority().toString());
      case "wrong-host" -> servers = servers.replace("127.0.0.1", "localhost");
      case "not-a-login" -> properties.put("sasl.jaas.config", "ScramLoginModule " + WRONG + " x;");
      case "no-such-file" -> login(FROM_FILE.formatted(folder.resolve("nowhere")));
      case "no-such-key" -> login("${file:%s:passphrase}".formatted(secretFile));
      case "no-such-env" -> login("${env:RIVERRANK_NOT_THERE}");
      default -> properties.put("security.protocol", "PLAINTEXT");
    }
    String patience = kind.equals("plaintext") ? "2 s" : "30 s";
    Path config = config("kafka.check-timeout: " + patience);

    for (TestCommandLine told : List.of(run(config, servers), replay(config, servers))) {
      assertThat(told.exitCode()).as(told.err()).isEqualTo(4);
      List<String> lines =
          told.err().lines().filter(line -> line.startsWith("riverrank: ")).toList();
      assertThat(lines)
          .singleElement()
          .asString()
          .contains(sentence)
          .doesNotContain(PASSWORD, WRONG);
      assertThat(told.err()).doesNotContain("\tat ");
    }
    assertThat(run(config, servers, "--verbose").err())
        .contains("\tat ")
        .doesNotContain(PASSWORD, WRONG);
  }

  @Test
  void aSecretOnTheCommandLineIsRefused() throws Exception {
    TestCommandLine told =
        run(
            config(),
            kafka.bootstrapServers(),
            "-D",
            "kafka.properties.sasl.jaas.config=" + SecureKafka.login("u", WRONG));
    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.err()).contains("would show a secret").doesNotContain(WRONG);
    assertThat(replay(config(), "x:1", "--help").out()).doesNotContain(PASSWORD);
    assertThat(run(config("kafka.check-timeout: 1 ms"), kafka.bootstrapServers()).err())
        .doesNotContain(PASSWORD);
  }
}
