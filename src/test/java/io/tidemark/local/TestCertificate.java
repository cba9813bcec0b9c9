package io.tidemark.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;

/**
 * A certificate of this machine, made for a test.
 *
 * @param keyStore with its key
 * @param trustStore with the certificate alone
 * @param password of both
 */
record TestCertificate(Path keyStore, Path trustStore, String password) {

  private static final String ALIAS = "broker";
  private static final String TYPE = "PKCS12";

  static TestCertificate in(Path folder) throws Exception {
    TestCertificate made =
        new TestCertificate(
            folder.resolve("broker.p12"), folder.resolve("trust.p12"), "hush-store-7f3a");
    made.makeKey();
    made.writeTrustStore();
    return made;
  }

  private void makeKey() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            TYPE,
            "-keystore",
            keyStore.toString(),
            "-storepass",
            password);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(told);
    }
  }

  private void writeTrustStore() throws Exception {
    KeyStore keys = KeyStore.getInstance(TYPE);
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, password.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance(TYPE);
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      trusted.store(out, password.toCharArray());
    }
  }
}
