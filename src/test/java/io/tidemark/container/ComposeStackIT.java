package io.tidemark.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.testing.TableQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** {@code docker compose up}: Kafka, and Tidemark running the shipped pipeline on a folder. */
class ComposeStackIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path data;

  @Test
  void droppedFilesBecomeRowsWhateverBecomesOfTidemarkKafkaAndTheNetwork() throws Exception {
    // Given
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers");
    assumeTrue(ComposeStack.over(data).isPresent(), "there is no docker compose");
    Path incoming = Files.createDirectories(data.resolve("incoming"));
    try (ComposeStack stack = ComposeStack.over(data).orElseThrow()) {
      assertThat(stack.run("up", "-d", "--build")).as("see " + stack.log()).isZero();

      // When
      copyOrders(incoming);

      // Then
      awaitLines(8561);
      awaitHealth(stack, true);

      // When Tidemark starts again
      assertThat(stack.run("restart", "tidemark")).isZero();
      drop(incoming, "one-more");

      // Then
      awaitLines(8563);
      awaitHealth(stack, true);

      // When Kafka is killed
      assertThat(stack.run("kill", "kafka")).isZero();

      // Then
      awaitHealth(stack, false);

      // When it is there again, and a Connect worker beside it
      assertThat(stack.run("--profile", "connect", "up", "-d")).isZero();

      // Then
      awaitHealth(stack, true);
      await().atMost(PATIENCE).ignoreExceptions().until(() -> connectAnswers(stack));

      // When Kafka is cut off from the network
      stack.cutOff("kafka");
      drop(incoming, "cut-off");

      // Then
      awaitHealth(stack, false);

      // When it is on the network again
      stack.connect("kafka");

      // Then
      awaitLines(8565);
      awaitHealth(stack, true);

      // When three processes share the work
      assertThat(stack.run("up", "-d", "--no-recreate", "--scale", "tidemark=3")).isZero();
      await().atMost(PATIENCE).until(() -> Files.exists(data.resolve("processes/3/instance")));
      drop(incoming, "shared-1");
      drop(incoming, "shared-2");

      // Then
      awaitLines(8569);
    }
  }

  private void awaitLines(long rows) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions() // until the table is there
        .untilAsserted(
            () -> assertThat(TableQuery.count(data.resolve("tables/order_lines"))).isEqualTo(rows));
  }

  /** As the container's own health check asks. */
  private static void awaitHealth(ComposeStack stack, boolean isHealthy) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                stack.run("exec", "-T", "tidemark", "curl", "-fsS", "http://localhost:9464/health")
                    == (isHealthy ? 0 : 22));
  }

  private static boolean connectAnswers(ComposeStack stack)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + stack.connectPort() + "/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body()
        .contains("kafka_cluster_id");
  }

  private static void copyOrders(Path to) throws IOException {
    try (Stream<Path> orders =
        Files.list(ComposeStack.REPOSITORY.resolve("topology/examples/orders"))) {
      for (Path order : orders.toList()) {
        copy(order, to);
      }
    }
  }

  /** An order of two lines, with an id of its own. */
  private static void drop(Path incoming, String id) throws IOException {
    String order =
        Files.readString(ComposeStack.REPOSITORY.resolve("topology/examples/one-more.json"));
    Path unfinished = Files.writeString(incoming.resolveSibling(id), order.replace("ORD-", id));
    Files.move(unfinished, incoming.resolve(id + ".json"));
  }

  private static void copy(Path file, Path to) throws IOException {
    Files.copy(file, to.resolve(file.getFileName()));
  }
}
