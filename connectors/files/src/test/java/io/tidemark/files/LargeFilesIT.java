package io.tidemark.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files larger than memory, each read in a process of 64 MB. {@code -Dtidemark.large.megabytes}:
 * the size of the large document (300).
 */
class LargeFilesIT {

  private static final String HEAP = "-Xmx64m";
  private static final long MEGABYTES = Long.getLong("tidemark.large.megabytes", 300);
  private static final String FILLING = "x".repeat(1000);

  @TempDir Path temp;

  @Test
  void aDocumentOfManyMegabytesIsReadInChunksAcrossKills() throws Exception {
    long objects = MEGABYTES * 1000;
    Path folder = Files.createDirectory(temp.resolve("in"));
    try (OutputStream out = open(folder.resolve("large.json"))) {
      out.write('[');
      for (long i = 0; i < objects; i++) {
        String text = (i == 0 ? "" : ",\n") + "{\"n\":" + i + ",\"text\":\"" + FILLING + "\"}";
        out.write(text.getBytes(US_ASCII));
      }
      out.write(']');
    }

    ChildJvm.Result result = read(folder, "7");

    assertThat(result.output())
        .contains("records " + objects + " in order true set aside 0 kills ");
    assertThat(result.output()).doesNotContain("kills 0");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aStringOfTwoHundredMegabytesIsSetAsideAndTheNextRecordIsRead() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("in"));
    try (OutputStream out = open(folder.resolve("string.json"))) {
      out.write("{\"n\":0}\n{\"n\":1,\"text\":\"".getBytes(US_ASCII));
      for (int i = 0; i < 200_000; i++) {
        out.write(FILLING.getBytes(US_ASCII));
      }
      out.write("\"}\n{\"n\":1}\n".getBytes(US_ASCII));
    }

    ChildJvm.Result result = read(folder, "0");

    assertThat(result.output()).contains("records 2 in order true set aside 1 kills 0");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aGzipBombIsReadInBoundedMemory() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("in"));
    Path bomb = folder.resolve("bomb.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb), 1 << 16)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 1024; i++) {
        out.write(zeros);
      }
      out.write("\n{\"n\":0}\n".getBytes(US_ASCII));
    }
    assertThat(bomb).satisfies(file -> assertThat(Files.size(file)).isLessThan(2 << 20));

    ChildJvm.Result result = read(folder, "0");

    assertThat(result.output()).contains("records 1 in order true set aside 1 kills 0");
    assertThat(result.exitCode()).isZero();
  }

  private ChildJvm.Result read(Path folder, String killEvery) throws Exception {
    return new ChildJvm(temp.resolve("log"))
        .option(HEAP)
        .run(Reading.class, folder.toString(), killEvery);
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
  }

  /** Reads a folder to its end, with a new task after each so many transactions. */
  static final class Reading {

    private long records;
    private long setAside;
    private boolean isInOrder = true;

    public static void main(String[] arguments) {
      new Reading().read(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    private void read(Path folder, int killEvery) {
      TaskRun run =
          TaskRun.of(folder)
              .with("multiline", "true")
              .with("bounded", "true")
              .with("settle.ms", "0")
              .to(this::take)
              .start();
      int kills = 0;
      List<SourceRecord> batch = run.poll();
      for (int transactions = 1; batch != null; transactions++) {
        boolean isKilled = killEvery > 0 && transactions % killEvery == 0;
        if (isKilled && kills++ % 2 == 0) {
          run.stop(); // before the commit: these records come again
        } else {
          run.commitInKafkaOnly(batch);
        }
        if (isKilled) {
          run.stop();
          run.start();
        }
        batch = run.poll();
      }
      run.stop();
      System.out.printf(
          "records %d in order %s set aside %d kills %d%n", records, isInOrder, setAside, kills);
    }

    private void take(SourceRecord record) {
      if (record.topic().equals("orders")) {
        isInOrder &= TaskRun.value(record).startsWith("{\"n\":" + records);
        records++;
      } else {
        setAside++;
      }
    }
  }
}
