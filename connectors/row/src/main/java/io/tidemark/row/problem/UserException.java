package io.tidemark.row.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline, a table, the data or the environment is not as it must be: all {@link Problem}s of
 * one place at once, one a line. Shown to the user as it is, without a stack trace. A bug is an
 * {@link IllegalStateException} instead.
 */
public final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public UserException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem, no exception");
    }
    this.problems = List.copyOf(problems);
  }

  public UserException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public UserException(Problem problem) {
    this(List.of(problem), null);
  }

  public List<Problem> problems() {
    return problems;
  }
}
