package io.tidemark.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources and archives in a real HDFS: a name node and a data node in this process. */
class HdfsIT {

  @TempDir static java.nio.file.Path cluster;

  private static MiniDFSCluster hdfs;
  private static DistributedFileSystem files;
  private static int tests;

  @TempDir java.nio.file.Path local;

  private Path base;
  private TaskRun run;

  @BeforeAll
  static void startCluster() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, cluster.toString());
    hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    hdfs.waitActive();
    files = hdfs.getFileSystem();
  }

  @AfterAll
  static void stopCluster() {
    hdfs.shutdown();
  }

  @BeforeEach
  void configure() throws IOException {
    base = new Path(files.getUri().toString(), "/test" + tests++);
    files.mkdirs(new Path(base, "in"));
    run =
        new TaskRun(Map.of("source.name", "orders", "topic", "orders", "path", base + "/in"))
            .with("settle.ms", "0");
  }

  @Test
  void readsFilesInTheirOrder() throws IOException {
    write("in/b.json", "{\"n\":1}\n{\"n\":2}\n", 1);
    write("in/a b%ü.json", "{\"n\":3}\n", 2);
    write("in/.hidden", "{}", 3);
    write("in/sub/c.json", "{\"n\":4}\n", 4);

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertThat(TaskRun.file(run.committed().get(2))).isEqualTo("a b%ü.json");
    assertThat(run.runBounded()).isEmpty();
  }

  @Test
  void readsSubfoldersAndGlobs() throws IOException {
    write("in/2026/01/a.json", "{\"n\":1}\n", 1);
    write("in/2026/02/b.json", "{\"n\":2}\n", 2);
    write("in/2026/02/b.txt", "{\"n\":3}\n", 3);

    run.with("path", base + "/in/*/*/*.json").runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void archivesByRenamingUnderThePathBelowTheSource() throws IOException {
    write("in/sub/a.json", "{\"n\":1}\n", 1);
    write("archive/sub/a.json", "old", 1);

    archiving("archive").with("recursive", "true").runBounded();

    assertThat(text("archive/sub/a.json")).isEqualTo("old");
    assertThat(text("archive/sub/a-1.json")).isEqualTo("{\"n\":1}\n");
    assertThat(files.exists(new Path(base, "in/sub/a.json"))).isFalse();
    assertThat(run.metric("files-cleared-total")).isEqualTo(1);
  }

  @Test
  void archivesIntoALocalFolderAndFromOne() throws IOException {
    write("in/a.json", "{\"n\":1}\n", 1);
    java.nio.file.Path archive = local.resolve("archive");
    run.with("clean.source", "archive").with("archive.dir", archive.toString()).runBounded();
    assertThat(archive.resolve("a.json")).hasContent("{\"n\":1}\n");

    TaskRun back =
        TaskRun.of(archive).with("clean.source", "archive").with("archive.dir", base + "/back");
    back.runBounded();

    assertThat(back.values()).containsExactly("{\"n\":1}");
    assertThat(text("back/a.json")).isEqualTo("{\"n\":1}\n");
    assertThat(archive).isEmptyDirectory();
    assertThat(files.exists(new Path(base, "in/a.json"))).isFalse();
  }

  @Test
  void deletesFiles() throws IOException {
    write("in/a.json", "{\"n\":1}\n", 1);

    run.with("clean.source", "delete").runBounded();

    assertThat(files.exists(new Path(base, "in/a.json"))).isFalse();
  }

  @Test
  void recognisesAReUploadAndANewVersion() throws IOException {
    write("in/a.json", "{\"n\":1}\n", 1);
    archiving("archive").runBounded();
    write("in/a.json", "{\"n\":1}\n", 2);
    run.runBounded();
    assertThat(run.metric("files-duplicate-total")).isEqualTo(1);
    write("in/a.json", "{\"n\":2}\n", 3);

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(run.metric("files-new-version-total")).isEqualTo(1);
    assertThat(text("archive/a-2.json")).isEqualTo("{\"n\":2}\n");
  }

  @Test
  void goesOnInALargeFileAfterAKill() throws IOException {
    StringBuilder text = new StringBuilder("[");
    List<String> objects = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      objects.add("{\"n\":" + i + "}");
    }
    write("in/a.json", text.append(String.join(",\n", objects)).append("]").toString(), 1);
    run.with("multiline", "true").with("max.bytes.per.trigger", "20000").start();
    run.pollAndCommit();
    run.commitInKafkaOnly(run.poll());

    run.runBounded();

    assertThat(run.values()).containsExactlyElementsOf(objects);
  }

  @Test
  void leavesAFileAloneThatIsStillBeingWritten() throws IOException {
    Path file = new Path(base, "in/a.json");
    run.with("poll.interval.ms", "10").start();
    try (FSDataOutputStream out = files.create(file)) {
      out.write("{\"n\":1}\n".getBytes(UTF_8));
      out.hflush();
      assertThat(run.pollAndCommit()).isNull();
      out.write("{\"n\":2}\n".getBytes(UTF_8));
    }

    awaitValues("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void findsFilesThatComeLater() throws IOException {
    run.with("poll.interval.ms", "10").start();
    assertThat(run.pollAndCommit()).isNull();

    write("in/a.json", "{\"n\":1}\n", 1);

    awaitValues("{\"n\":1}");
  }

  @Test
  void goesOnWhenTheArchiveIsFullAndArchivesOnceThereIsRoom() throws IOException {
    write("in/a.json", "{\"n\":1}\n", 1);
    write("in/b.json", "{\"n\":2}\n", 2);
    Path archive = new Path(base, "archive");
    files.mkdirs(archive);
    files.setQuota(archive, 1, HdfsConstants.QUOTA_DONT_SET); // the folder itself, and no file
    archiving("archive").with("poll.interval.ms", "10").start().pollAndCommit();
    assertThat(run.values()).hasSize(2);
    assertThat(run.metric("files-failed-total")).isPositive();
    assertThat(files.listStatus(new Path(base, "in"))).hasSize(2);

    files.setQuota(archive, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);

    await()
        .atMost(30, TimeUnit.SECONDS)
        .pollInSameThread()
        .untilAsserted(
            () -> {
              run.pollAndCommit();
              assertThat(files.listStatus(archive)).hasSize(2);
            });
    assertThat(run.values()).hasSize(2);
    run.stop();
  }

  @Test
  void aFileReplacedBetweenItsCommitAndItsArchivingIsReadToo() throws IOException {
    write("in/a.json", "{\"n\":1}\n", 1);
    archiving("archive").start();
    List<SourceRecord> records = run.poll();
    write("in/a.json", "{\"n\":2}\n", 2);
    run.commit(records);
    run.stop();

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(text("archive/a.json")).isEqualTo("{\"n\":2}\n");
  }

  @Test
  void listsManyFilesWithAFewRequests() throws IOException {
    for (int i = 0; i < 2500; i++) {
      files.create(new Path(base, "in/f" + i)).close();
    }
    long before = statusRequests();

    run.with("bounded", "true").start();
    run.stop();

    assertThat(statusRequests() - before).isLessThan(50);
  }

  private static long statusRequests() {
    return FileSystem.getGlobalStorageStatistics()
        .get("DFSOpsCountStatistics")
        .getLong("op_get_file_status");
  }

  @Test
  void saysWhatIsWrongWithAPath() {
    run.with("path", base + "/missing").with("bounded", "true");
    assertThatThrownBy(run::start)
        .hasMessageStartingWith(base + "/missing: there is no such folder or file to read from");

    run.with("path", "nosuch://host/in");
    assertThatThrownBy(run::start)
        .hasMessage(
            "path: can't be read as paths and globs: there is no file system for 'nosuch://host':"
                + " No FileSystem for scheme \"nosuch\"; mend it");
  }

  private TaskRun archiving(String folder) {
    return run.with("clean.source", "archive").with("archive.dir", base + "/" + folder);
  }

  private void write(String name, String text, int second) throws IOException {
    Path file = new Path(base, name);
    try (OutputStream out = files.create(file, true)) {
      out.write(text.getBytes(UTF_8));
    }
    files.setTimes(file, 1_767_225_600_000L + second * 1000L, -1);
  }

  private String text(String name) throws IOException {
    FileStatus status = files.getFileStatus(new Path(base, name));
    try (var in = files.open(status.getPath())) {
      return new String(in.readAllBytes(), UTF_8);
    }
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
    run.stop();
  }
}
