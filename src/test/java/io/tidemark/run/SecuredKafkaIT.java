package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.SecuredBroker;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Kafka with TLS, names and passwords, and the rights that {@code operations.md} lists. */
@Timeout(120)
class SecuredKafkaIT {

  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "tidemark";
  private static final String PASSWORD = "hush-user-91c4";
  private static final String ADMIN_PASSWORD = "hush-admin-02be";

  private static final String LINES =
      """
      name: NAME
      sources:
        NAME:
          schema: "id STRING"
          files: {path: DIR/in, multiline: false, settle: 1 milliseconds}
      tables:
        lines: {from: NAME, steps: [{select: [id]}], write: {delta: DIR/tables/lines}}
      """;

  @TempDir static Path shared;
  private static SecuredBroker broker;
  private static Admin admin;

  @TempDir Path root;

  @BeforeAll
  static void startBroker() throws Exception {
    broker =
        SecuredBroker.start(shared, Map.of(USER, PASSWORD, SecuredBroker.ADMIN, ADMIN_PASSWORD));
    Map<String, Object> config =
        new HashMap<>(broker.clientConfig(SecuredBroker.ADMIN, ADMIN_PASSWORD));
    config.put("bootstrap.servers", broker.bootstrapServers());
    admin = Admin.create(config);
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @Test
  void tableAndCommandsOfTheManualSayTheSame() {
    assertThat(DocumentedRights.table(USER, "orders"))
        .isNotEmpty()
        .isEqualTo(DocumentedRights.commands(USER, "orders"));
  }

  @Test
  void theShippedPipelineRunsWithTheDocumentedRightsAndNowhereTellsASecret() throws Exception {
    // Given
    grant(DocumentedRights.commands(USER, "orders"));
    Map<String, String> environment =
        Map.of(
            "TIDEMARK_KAFKA_SSL_TRUSTSTORE_PASSWORD", broker.trustStorePassword(),
            "ORDERS", REPOSITORY.resolve("topology/examples/orders").toString());
    Path output = root.resolve("output");

    // When
    try (ChildJvm run =
        ChildJvm.start(
            output,
            new ChildJvm.Setting(List.of(), environment),
            Class.forName("io.tidemark.cli.Tidemark"),
            "run",
            REPOSITORY.resolve("topology/examples/orders.yaml").toString(),
            "--trigger=available_now",
            "--verbose",
            "--log-format=json",
            "--bootstrap-server=" + broker.bootstrapServers(),
            "--config=" + clientProperties(),
            "--data=" + root.resolve("data"))) {
      assertThat(run.awaitExit()).as(Files.readString(output)).isZero();
    }

    // Then
    Path tables = root.resolve("data/tables");
    assertThat(TableQuery.count(tables.resolve("order_lines"))).isEqualTo(8561);
    assertThat(TableQuery.count(tables.resolve("revenue_by_country"))).isEqualTo(1806);
    assertThat(TableQuery.count(tables.resolve("orders_by_method"))).isEqualTo(7076);
    assertThat(written()).contains("sasl.jaas.config = [hidden]").doesNotContain("hush");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "TOPIC, NAME., WRITE, topic NAME.lines.rows: this user has no right to Write; grant it:"
        + " kafka-acls --add --allow-principal User:NAME --operation Write --topic NAME.lines.rows",
    "TOPIC, NAME., READ, topic NAME.lines.rows: this user has no right to Read; grant it:",
    "TOPIC, NAME, WRITE, topic NAME: this user has no right to Write; grant it:",
    "TOPIC, NAME., CREATE, 'topic NAME.lines.rows: isn''t there (or may not be seen), and this user"
        + " has no right to Create; create it beforehand, or grant it: kafka-acls --add'",
    "GROUP, NAME., READ, consumer group NAME.topology: this user has no right to Read; grant it:",
    "GROUP, connect-NAME., READ, consumer group connect-NAME.lines: this user has no right to Read;",
    "TRANSACTIONAL_ID, NAME., WRITE, transactional id NAME.metadata: this user has no right to Write"
  })
  void aRightThatIsMissingIsNamedWithItsResourceAndOperation(
      String type, String resource, String operation, String message) throws Exception {
    // Given
    String name = TestKafka.unique("shop");
    Set<AclBinding> rights = DocumentedRights.commands(USER, name);
    boolean removed = rights.removeIf(r -> is(r, type, resource.replace("NAME", name), operation));
    grant(rights);
    PipelineFolder pipeline = pipeline(name);
    pipeline.add("1.json", "{\"id\": \"a\"}");

    // Then
    assertThat(removed).isTrue();
    assertThatThrownBy(() -> pipeline.run("default"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message.replaceAll("(?<!User:)NAME", name));
  }

  @Test
  void aRightThatIsTakenAwayWhileItRunsEndsTheRunWithItsName() throws Exception {
    // Given
    String name = TestKafka.unique("shop");
    Set<AclBinding> rights = DocumentedRights.commands(USER, name);
    grant(rights);
    PipelineFolder pipeline = pipeline(name);
    pipeline.add("1.json", "{\"id\": \"a\"}");
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", new SilentListener()))) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions() // until the table is there
          .until(() -> TableQuery.count(pipeline.table("lines")) == 1);

      // When
      Set<AclBinding> taken = new LinkedHashSet<>(rights);
      taken.removeIf(r -> !is(r, "TOPIC", name + ".", "WRITE"));
      admin.deleteAcls(taken.stream().map(AclBinding::toFilter).toList()).all().get();
      pipeline.add("2.json", "{\"id\": \"b\"}");

      // Then
      assertThatThrownBy(run::await)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(
              "topic %s.lines.rows: this user has no right to Write".formatted(name));
    }
  }

  @Test
  void aPasswordThatIsWrongIsToldAsSuch() {
    assertThatThrownBy(() -> run(broker.clientConfig(USER, "wrong")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Kafka: this user is not let in (Authentication failed")
        .hasMessageContaining("sasl.jaas.config, in --config or TIDEMARK_KAFKA_*")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void aCertificateThatIsNotTrustedIsToldAsSuch() {
    Map<String, String> config = new HashMap<>(broker.clientConfig(USER, PASSWORD));
    config.keySet().removeIf(key -> key.startsWith("ssl.truststore"));

    assertThatThrownBy(() -> run(config))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Kafka: no TLS connection can be made (SSL handshake failed")
        .hasMessageContaining("check ssl.truststore.*");
  }

  @Test
  void aTrustStoreThatCanNotBeReadIsToldAsSuch() {
    Map<String, String> config = new HashMap<>(broker.clientConfig(USER, PASSWORD));
    config.put("ssl.truststore.location", root.resolve("none.p12").toString());

    assertThatThrownBy(() -> run(config))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(broker.bootstrapServers() + ": no Kafka client can be made for it")
        .hasMessageContaining("none.p12")
        .hasMessageNotContaining("hush");
  }

  private void run(Map<String, String> config) {
    new PipelineFolder(
            root,
            new KafkaAccess.Operated(broker.bootstrapServers(), config),
            LINES.replace("NAME", "shop"))
        .run("default");
  }

  private PipelineFolder pipeline(String name) {
    return new PipelineFolder(
        root,
        new KafkaAccess.Operated(broker.bootstrapServers(), broker.clientConfig(USER, PASSWORD)),
        LINES.replace("NAME", name));
  }

  private static boolean is(AclBinding right, String type, String name, String operation) {
    return right.pattern().resourceType().name().equals(type)
        && right.pattern().name().equals(name)
        && right.entry().operation().name().equals(operation);
  }

  private static void grant(Set<AclBinding> rights) throws Exception {
    admin.createAcls(rights).all().get();
    await()
        .atMost(PATIENCE)
        .until(() -> admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(rights));
  }

  /** All but the trust store's password, which comes from the environment. */
  private Path clientProperties() throws IOException {
    Properties properties = new Properties();
    properties.putAll(broker.clientConfig(USER, PASSWORD));
    properties.remove("ssl.truststore.password");
    Path file = root.resolve("client.properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, "");
    }
    return file;
  }

  /** All that the process has written about itself: output and logs. */
  private String written() throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(root.resolve("output")));
    try (Stream<Path> logs = Files.walk(root.resolve("data/processes"))) {
      for (Path log : logs.filter(file -> file.toString().contains("/log/")).toList()) {
        text.append(Files.readString(log));
      }
    }
    return text.toString();
  }
}
