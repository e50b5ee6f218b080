package io.riverrank.job.testing;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.broker.testing.TestTopics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker that takes SASL_SSL with SCRAM-SHA-512 only, with a CA of its own. */
public final class SecureKafka implements AutoCloseable {
  public static final String USER = "riverrank";

  private static final String BROKER_PASSWORD = "broker-password";

  private final EmbeddedKafka kafka;
  private final TestCertificates certificates;
  private final String password;

  private SecureKafka(EmbeddedKafka kafka, TestCertificates certificates, String password) {
    this.kafka = kafka;
    this.certificates = certificates;
    this.password = password;
  }

  /**
   * @param password of {@link #USER}
   */
  public static SecureKafka start(Path folder, String password) throws Exception {
    TestCertificates certificates = TestCertificates.create(folder);
    Map<String, String> broker = new HashMap<>();
    // The listener's name stays, its protocol does not.
    broker.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
    broker.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    broker.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
    broker.put(
        "listener.name.plaintext.scram-sha-512.sasl.jaas.config", login("broker", BROKER_PASSWORD));
    broker.put("ssl.keystore.location", certificates.keyStore().toString());
    broker.put("ssl.keystore.type", "PKCS12");
    broker.put("ssl.keystore.password", TestCertificates.STORE_PASSWORD);
    broker.put("ssl.key.password", TestCertificates.STORE_PASSWORD);
    broker.put("ssl.truststore.location", certificates.authority().toString());
    broker.put("ssl.truststore.type", "PEM");
    EmbeddedKafka kafka =
        EmbeddedKafka.start(broker, List.of(user("broker", BROKER_PASSWORD), user(USER, password)));
    return new SecureKafka(kafka, certificates, password);
  }

  private static String user(String name, String password) {
    return "SCRAM-SHA-512=[name=%s,password=%s]".formatted(name, password);
  }

  /** The value of sasl.jaas.config. */
  public static String login(String name, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(name, password);
  }

  /** What every client needs, but for the login. */
  public Map<String, String> transport() {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "SCRAM-SHA-512",
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", certificates.authority().toString());
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public TestTopics topics() {
    Map<String, Object> client = new HashMap<>(transport());
    client.put("bootstrap.servers", bootstrapServers());
    client.put("sasl.jaas.config", login(USER, password));
    return new TestTopics(client);
  }

  @Override
  public void close() throws Exception {
    kafka.close();
  }
}
