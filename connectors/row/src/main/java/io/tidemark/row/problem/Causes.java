package io.tidemark.row.problem;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What a failure wraps. */
public final class Causes {

  private Causes() {}

  /** A failure and its causes, down to the first of them. */
  public static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** Whether it is that a disk is full, as the operating system says, or who passes that on. */
  public static boolean isDiskFull(Throwable failure) {
    return of(failure)
        .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
        .anyMatch(message -> message.contains("no space left on device"));
  }

  /** What a failure began with. */
  public static Throwable root(Throwable failure) {
    return of(failure).reduce(failure, (wrapping, cause) -> cause);
  }
}
