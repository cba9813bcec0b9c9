package io.tidemark.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A broker as a company runs it: TLS, a name and a password for each user, and a right for each
 * thing that one does. Of its two users {@code admin} may do everything.
 */
public final class SecuredBroker implements AutoCloseable {

  public static final String ADMIN = "admin";

  private static final String LOGIN_MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";
  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;
  private final String address;
  private final TestCertificate certificate;

  private SecuredBroker(KafkaRaftServer server, String address, TestCertificate certificate) {
    this.server = server;
    this.address = address;
    this.certificate = certificate;
  }

  /**
   * @param passwords by user
   */
  public static SecuredBroker start(Path folder, Map<String, String> passwords) throws Exception {
    Path data = Files.createDirectories(folder.resolve("broker"));
    TestCertificate certificate = TestCertificate.in(folder);
    String address = "127.0.0.1:" + freePort();
    format(data);
    Map<String, String> config = node(data, address);
    config.put("ssl.keystore.type", "PKCS12");
    config.put("ssl.keystore.location", certificate.keyStore().toString());
    config.put("ssl.keystore.password", certificate.password());
    config.put("sasl.enabled.mechanisms", "PLAIN");
    config.put("listener.name.clients.sasl.enabled.mechanisms", "PLAIN");
    config.put("listener.name.clients.plain.sasl.jaas.config", users(passwords));
    config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    config.put("super.users", "User:ANONYMOUS;User:" + ADMIN); // the node asks itself without TLS
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
    server.startup();
    return new SecuredBroker(server, address, certificate);
  }

  public String bootstrapServers() {
    return address;
  }

  /** The password of the store in which clients find the broker's certificate. */
  public String trustStorePassword() {
    return certificate.password();
  }

  /** What a user's client needs beside the address. */
  public Map<String, String> clientConfig(String user, String password) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "%s username=\"%s\" password=\"%s\";".formatted(LOGIN_MODULE, user, password),
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.location",
        certificate.trustStore().toString(),
        "ssl.truststore.password",
        certificate.password());
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Map<String, String> node(Path data, String address) throws IOException {
    int inside = freePort();
    int controller = freePort();
    Map<String, String> config = new HashMap<>();
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("process.roles", "broker,controller");
    config.put("log.dirs", data.toString());
    config.put(
        "listeners",
        "CLIENTS://%s,INSIDE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(address, inside, controller));
    config.put(
        "listener.security.protocol.map", "CLIENTS:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", "INSIDE");
    config.put("controller.listener.names", "CONTROLLER");
    config.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controller);
    config.put("auto.create.topics.enable", "false");
    config.put("offsets.topic.num.partitions", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.num.partitions", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    return config;
  }

  private static String users(Map<String, String> passwords) {
    StringBuilder users = new StringBuilder(LOGIN_MODULE);
    passwords.forEach(
        (user, password) -> users.append(" user_%s=\"%s\"".formatted(user, password)));
    return users.append(";").toString();
  }

  private static void format(Path data) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8"))
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(data.toString()))
        .run();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
