package io.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads what Linux tells about a running process (proc(5)): the CPU of each thread and the peak of
 * its memory. Threads that ended keep what was read last; on other systems nothing is read. Used by
 * one thread.
 */
final class ProcessMeter {

  private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

  private final Path folder;
  private final Map<String, ThreadCpu> threads = new HashMap<>();
  private long peakBytes;

  private record ThreadCpu(String name, long ticks) {}

  ProcessMeter(long pid) {
    this.folder = Path.of("/proc", Long.toString(pid));
  }

  /** Reads once more; nothing happens when the process is gone. */
  void sample() {
    try (Stream<Path> tasks = Files.list(folder.resolve("task"))) {
      for (Path task : tasks.toList()) {
        sample(task);
      }
      peakBytes = Math.max(peakBytes, peak());
    } catch (IOException e) {
      // it ended, or this is not Linux: what was read so far stays
    }
  }

  /** CPU by part, of all that was seen. */
  Map<CpuPart, Duration> cpu() {
    Map<CpuPart, Duration> cpu = new EnumMap<>(CpuPart.class);
    for (ThreadCpu thread : threads.values()) {
      cpu.merge(CpuPart.of(thread.name()), duration(thread.ticks()), Duration::plus);
    }
    return cpu;
  }

  /** The most memory that was resident at once; 0 when unknown. */
  long peakBytes() {
    return peakBytes;
  }

  /** CPU of all children of this process that have ended; exact, unlike samples. */
  static Duration ofEndedChildren() {
    try {
      List<String> fields = fields(Files.readString(Path.of("/proc/self/stat")));
      return duration(Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14)));
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  private void sample(Path task) throws IOException {
    try {
      String stat = Files.readString(task.resolve("stat"));
      List<String> fields = fields(stat);
      String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
      threads.put(task.getFileName().toString(), new ThreadCpu(name, ticks));
    } catch (NoSuchFileException e) {
      // the thread ended since the list was made: what was read before stays
    }
  }

  /** What follows the name, which may have blanks: field 3 of proc(5) is the first. */
  private static List<String> fields(String stat) {
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
  }

  private long peak() throws IOException {
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return 0;
  }

  private static Duration duration(long ticks) {
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }
}
