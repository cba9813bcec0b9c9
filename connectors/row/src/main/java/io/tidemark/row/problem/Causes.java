package io.tidemark.row.problem;

import java.util.Objects;
import java.util.stream.Stream;

/** What a failure wraps. */
public final class Causes {

  private Causes() {}

  /** A failure and its causes, down to the first of them. */
  public static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** What a failure began with. */
  public static Throwable root(Throwable failure) {
    return of(failure).reduce(failure, (wrapping, cause) -> cause);
  }
}
