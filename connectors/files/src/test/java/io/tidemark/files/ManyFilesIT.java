package io.tidemark.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of very many files that stay in it, read in a process of 64 MB. {@code
 * -Dtidemark.many.files}: how many (20,000).
 */
class ManyFilesIT {

  private static final int FILES = Integer.getInteger("tidemark.many.files", 20_000);

  /** How many files discovery holds at most to be read. */
  private static final int WAITING = 50_000;

  /** What the source holds of the files that it read last, however many there are. */
  private static final long RECENT_BYTES = 12_000_000;

  private static final Pattern FIGURES =
      Pattern.compile(
          "first record after (\\d+) ms, listing (\\d+) us of CPU; all (\\d+) records; one more (\\d+)"
              + " us of CPU; heap (-?\\d+) bytes listed, (-?\\d+) read");

  @TempDir Path temp;

  @Test
  void aListingIsQuickAndSmallAndWhatComesLaterCostsWhatItIs() throws Exception {
    // Given
    Path folder = Files.createDirectory(temp.resolve("in"));
    for (int i = 0; i < FILES; i++) {
      Files.write(folder.resolve("order-%09d.json".formatted(i)), "{\"n\":1}".getBytes(US_ASCII));
    }

    // When
    ChildJvm.Result result =
        new ChildJvm(temp.resolve("log")).option("-Xmx64m").run(Reading.class, folder.toString());

    // Then
    Matcher figures = FIGURES.matcher(result.output());
    assertThat(figures.find()).as(result.output()).isTrue();
    System.out.println(FILES + " files: " + figures.group());
    assertThat(Long.parseLong(figures.group(1))).isLessThan(10_000);
    assertThat(Integer.parseInt(figures.group(3))).isEqualTo(FILES);
    assertThat(Long.parseLong(figures.group(4)) * 10).isLessThan(Long.parseLong(figures.group(2)));
    assertThat(Long.parseLong(figures.group(5))).isLessThan(500L * Math.min(FILES, WAITING));
    assertThat(Long.parseLong(figures.group(6))).isLessThan(RECENT_BYTES + 65L * FILES);
  }

  /** Reads all files of a folder, and then one that comes later. */
  static final class Reading {

    private int records;

    public static void main(String[] arguments) throws Exception {
      new Reading().read(Path.of(arguments[0]));
    }

    private void read(Path folder) throws Exception {
      TaskRun run =
          TaskRun.of(folder).with("settle.ms", "0").to(record -> records++).keepingNoOffsets();
      run.with("path", folder.resolve("none*").toString()).start().pollAndCommit(); // loads classes
      run.stop();
      run.with("path", folder.toString());
      long before = usedBytes();
      long cpu = cpuMicros();
      long begun = System.nanoTime();
      run.start();
      cpu = cpuMicros() - cpu;
      long waiting = usedBytes() - before;
      List<SourceRecord> batch = run.poll();
      long first = (System.nanoTime() - begun) / 1_000_000;
      while (batch != null) {
        run.commit(batch);
        batch = run.poll();
      }
      long read = usedBytes() - before;
      int all = records;
      Files.writeString(folder.resolve("later.json"), "{\"n\":2}");
      long later = cpuMicros();
      while (records == all) {
        run.pollAndCommit();
      }
      later = cpuMicros() - later;
      run.stop();
      System.out.printf(
          "first record after %d ms, listing %d us of CPU; all %d records; one more %d us of CPU;"
              + " heap %d bytes listed, %d read%n",
          first, cpu, all, later, waiting, read);
    }

    private static long cpuMicros() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1000;
    }

    private static long usedBytes() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }
}
