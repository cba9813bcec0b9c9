package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source does while it goes on, and what it does about paths that are not there. */
class WatchingTest {

  @TempDir Path temp;

  private Path folder;
  private TaskRun run;

  @BeforeEach
  void configure() throws IOException {
    folder = Files.createDirectory(temp.resolve("in"));
    run = TaskRun.of(folder);
  }

  @AfterEach
  void stop() {
    run.stop();
  }

  @Test
  void findsAFileThatIsDroppedIn() throws IOException {
    run.start();
    assertThat(run.poll()).isNull();

    Files.writeString(folder.resolve("a.json"), "{\"n\":1}\n");

    awaitValues("{\"n\":1}");
  }

  @Test
  void findsAFileThatIsMovedIn() throws IOException {
    run.start();
    assertThat(run.poll()).isNull();
    Path elsewhere = write(temp.resolve("a.json"), "{\"n\":1}\n", 1);

    Files.move(elsewhere, folder.resolve("a.json"));

    awaitValues("{\"n\":1}");
  }

  @Test
  void findsAFileInAFolderThatAppears() throws IOException {
    run.with("recursive", "true").start();
    assertThat(run.poll()).isNull();

    write(folder.resolve("sub/deep/a.json"), "{\"n\":1}\n", 1);
    awaitValues("{\"n\":1}");
    write(folder.resolve("sub/deep/b.json"), "{\"n\":2}\n", 2);

    awaitValues("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void readsAFileThatIsRewritten() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    run.start();
    awaitValues("{\"n\":1}");

    Files.writeString(file, "{\"n\":2}\n");

    awaitValues("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void waitsForAFolderThatIsNotThereYet() throws IOException {
    Path later = temp.resolve("later");
    run.with("path", later.toString()).with("poll.interval.ms", "10").start();
    assertThat(run.poll()).isNull();

    write(later.resolve("a.json"), "{\"n\":1}\n", 1);

    awaitValues("{\"n\":1}");
  }

  @Test
  void findsAFolderAgainThatWasTakenAway() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    run.with("poll.interval.ms", "10").start();
    awaitValues("{\"n\":1}");
    Files.move(folder, temp.resolve("away"));
    assertThat(run.pollAndCommit()).isNull();

    write(folder.resolve("b.json"), "{\"n\":2}\n", 2);

    awaitValues("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void endsAPollWhenItIsStopped() throws Exception {
    run.start();
    CompletableFuture<Object> polled =
        CompletableFuture.supplyAsync(() -> run.poll() == null ? "nothing" : "something");

    run.stop();

    assertThat(polled.get(10, TimeUnit.SECONDS)).isEqualTo("nothing");
    assertThat(run.poll()).isNull();
  }

  @Test
  void failsWhenItIsToEndAndAPathIsNotThere() {
    Path missing = temp.resolve("missing");
    Path gone = temp.resolve("gone");
    run.with("path", missing + "," + folder + "," + gone).with("bounded", "true");

    assertThatThrownBy(run::start)
        .isInstanceOf(ConnectException.class)
        .hasCauseInstanceOf(UserException.class)
        .hasMessage(
            missing
                + ": there is no such folder or file to read from; create it, or mend the path in"
                + " the source's configuration\n"
                + gone
                + ": there is no such folder or file to read from; create it, or mend the path in"
                + " the source's configuration");
  }

  @Test
  void refusesAFolderThatIsADeltaTable() throws IOException {
    Files.createDirectory(folder.resolve("_delta_log"));

    assertThatThrownBy(run.with("bounded", "true")::start)
        .hasMessage(
            folder
                + ": is a Delta table, not a folder of JSON; read it as a table, or name another"
                + " folder");
  }

  @Test
  void refusesAFolderWithinADeltaTable() throws IOException {
    Files.createDirectory(folder.resolve("_delta_log"));
    Path partition = Files.createDirectory(folder.resolve("country=DE"));

    assertThatThrownBy(run.with("path", partition.toString()).with("bounded", "true")::start)
        .hasMessage(
            partition
                + ": lies in the Delta table "
                + folder.toRealPath()
                + ", whose files are no JSON; read it as a table, or name another folder");
  }

  @Test
  void leavesAFolderAloneThatBecomesADeltaTableLater() throws IOException {
    write(folder.resolve("sub/a.json"), "{\"n\":1}\n", 1);
    run.with("recursive", "true").start();
    awaitValues("{\"n\":1}");

    Files.createDirectory(folder.resolve("sub/_delta_log"));
    write(folder.resolve("sub/part-0.parquet"), "PAR1", 2);
    write(folder.resolve("b.json"), "{\"n\":2}\n", 3);

    awaitValues("{\"n\":1}", "{\"n\":2}");
    assertThat(run.pollAndCommit()).isNull();
  }

  private void awaitValues(String... values) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .pollInSameThread()
        .untilAsserted(
            () -> {
              run.pollAndCommit();
              assertThat(run.values()).containsExactly(values);
            });
  }
}
