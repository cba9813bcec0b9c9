package io.tidemark.delta.table;

import io.tidemark.row.problem.Causes;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.Optional;
import java.util.function.Supplier;

/** What Delta Standalone and the file system throw, told to a person. */
final class LogErrors {

  private LogErrors() {}

  /** Runs a read of the log; its failure becomes a {@link UserException} that names the table. */
  static <T> T translating(TableLocation location, Supplier<T> read) {
    try {
      return read.get();
    } catch (UserException e) {
      throw e;
    } catch (Exception
        | AssertionError
        | NoClassDefFoundError e) { // Scala code: checked exceptions come undeclared
      throw unreadable(location, e);
    }
  }

  static UserException unreadable(TableLocation location, Throwable failure) {
    Optional<UserException> missing = missingLibrary(location, failure);
    if (missing.isPresent()) {
      return missing.get();
    }
    TableFiles files = new TableFiles(location, location.configuration());
    return new UserException(new LogDiagnosis(files).of(failure), failure);
  }

  /** Hadoop wraps what a file system lacks; no log can be looked at then. */
  private static Optional<UserException> missingLibrary(TableLocation location, Throwable failure) {
    return Causes.of(failure)
        .filter(t -> t instanceof ClassNotFoundException || t instanceof NoClassDefFoundError)
        .map(
            t ->
                new Problem(
                    location.text(),
                    "the library of that file system is not on the class path: " + t.getMessage(),
                    "name its jars in TIDEMARK_CLASSPATH, or put them beside the plugin's; 'mvn"
                        + " package -Ps3 -pl connectors/s3' collects those of s3a"))
        .map(problem -> new UserException(problem, failure))
        .findFirst();
  }

  /** If the disk is full, that is what the user must hear. */
  static Optional<UserException> noSpace(TableLocation location, Throwable failure) {
    return Causes.isDiskFull(failure)
        ? Optional.of(
            new UserException(
                new Problem(
                    location.text(),
                    "no space is left on the table's disk",
                    "make room and start again; it resumes where the table's log stands"),
                failure))
        : Optional.empty();
  }

  static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.strip().lines().findFirst().orElse(failure.toString());
  }
}
