package io.riverrank.job.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A CA of the test's own and a certificate of it for 127.0.0.1, made by the JDK's keytool.
 *
 * @param keyStore PKCS12 with the server's key
 * @param authority PEM with the CA's certificate
 */
public record TestCertificates(Path keyStore, Path authority) {
  public static final String STORE_PASSWORD = "store-password";

  public static TestCertificates create(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path store = folder.resolve("server.p12");
    Path authority = folder.resolve("ca.pem");
    keytool(store, "-genkeypair -alias ca -dname CN=ca -ext bc:c -keyalg EC -validity 2");
    keytool(
        store,
        "-genkeypair -alias server -signer ca -dname CN=server -ext san=ip:127.0.0.1 -keyalg EC -validity 2");
    keytool(store, "-exportcert -alias ca -rfc -file " + authority);
    // The server must not show the CA's own certificate.
    keytool(store, "-delete -alias ca");
    return new TestCertificates(store, authority);
  }

  private static void keytool(Path store, String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(
        List.of(
            "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }
}
