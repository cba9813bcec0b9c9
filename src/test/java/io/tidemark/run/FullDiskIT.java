package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of several processes keeps its state on a disk that is full: a file system in memory, where
 * the tests may mount one.
 */
class FullDiskIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path root;

  private final String name = TestKafka.unique("full");
  private TestKafka kafka;
  private PipelineFolder pipeline;
  private SharedOrders orders;
  private SharedTables tables;
  private Crew crew;
  private Path disk;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    disk = Files.createDirectories(root.resolve("data").resolve("processes").resolve("2"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
        .as("the user may not mount")
        .isZero();
    kafka = TestKafka.shared();
    pipeline = new PipelineFolder(root, kafka.bootstrapServers(), SharedOrders.pipeline(name, 2));
    orders = new SharedOrders(pipeline, 200);
    tables = new SharedTables(name, pipeline, orders);
    crew = new Crew(pipeline);
  }

  @AfterEach
  void unmount() throws Exception {
    if (crew != null) {
      crew.close();
      kafka.close();
    }
    run("umount", "-l", disk.toString());
  }

  @Test
  void endsAndSaysWhatToDoWhileTheOthersGoOnAndIsBackWhenThereIsRoom() throws Exception {
    // Given
    crew.start("one");
    orders.add(2000);
    awaitAll();

    // When
    crew.begin("two");

    // Then
    await().atMost(PATIENCE).until(() -> !crew.isAlive("two"));
    assertThat(crew.logged("two"))
        .contains(disk + "/state: no space is left on the disk of the topology's state")
        .contains("make room, or name another --data, and start again");
    orders.add(2000);
    awaitAll();

    // When
    run("mount", "-o", "remount,size=64m", disk.toString());
    crew.start("two");
    orders.add(2000);
    awaitAll();

    // Then
    assertThat(crew.isAlive("two")).isTrue();
    crew.stop();
    pipeline.run("available_now");
    tables.check(kafka);
  }

  private void awaitAll() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions() // tables are being made
        .untilAsserted(
            () -> {
              crew.requireAlive("one");
              tables.checkLines();
              tables.checkTotals();
            });
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
