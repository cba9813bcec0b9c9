package io.tidemark.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How far apart the commits of a Delta table are.
 *
 * @param millis when each was made, in their order
 */
record CommitGaps(List<Long> millis) {

  static CommitGaps of(Path table) {
    try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
      return new CommitGaps(
          log.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
              .sorted(Comparator.naturalOrder())
              .map(CommitGaps::madeAt)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From this moment on, as if there had been a commit then. */
  CommitGaps since(long moment) {
    return new CommitGaps(
        LongStream.concat(
                LongStream.of(moment),
                millis.stream().mapToLong(Long::longValue).filter(made -> made > moment))
            .boxed()
            .toList());
  }

  /** The longest time without a commit between the first and the last one. */
  Duration longest() {
    return Duration.ofMillis(
        IntStream.range(1, millis.size())
            .mapToLong(i -> millis.get(i) - millis.get(i - 1))
            .max()
            .orElse(0));
  }

  private static long madeAt(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
