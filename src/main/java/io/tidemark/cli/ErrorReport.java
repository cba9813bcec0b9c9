package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.host.KafkaRefusal;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;

/** Tells a person what went wrong: one problem a line, never a bare stack trace. */
final class ErrorReport {

  private final Terminal terminal;
  private final boolean verbose;

  ErrorReport(Terminal terminal, boolean verbose) {
    this.terminal = terminal;
    this.verbose = verbose;
  }

  /** Prints the error and answers how the process is to end because of it. */
  ExitCode print(Throwable thrown) {
    Throwable error = told(thrown);
    if (error instanceof UserException problems) {
      for (Problem problem : problems.problems()) {
        line(problem.toString());
      }
    } else {
      line("unexpected " + describe(error));
      if (!verbose) {
        line("this is a bug in Tidemark; --verbose shows where it happened");
      }
    }
    if (verbose) {
      error.printStackTrace(terminal.err());
    }
    return error instanceof UserException ? ExitCode.PROBLEM : ExitCode.BUG;
  }

  /** What Kafka refuses is a bug only where it is none of the user's. */
  private static Throwable told(Throwable error) {
    List<Problem> refusal = error instanceof UserException ? List.of() : KafkaRefusal.of(error);
    if (!refusal.isEmpty()) {
      return new UserException(refusal, error);
    } else if (error instanceof ExecutionException
        && error.getCause() instanceof TimeoutException silence) {
      return new UserException(
          new Problem(
              "Kafka",
              "did not answer (" + silence.getMessage() + ")",
              "try again when its brokers are up"),
          error);
    }
    return error;
  }

  void line(String text) {
    String prefix = terminal.hasColour() ? "\u001b[31merror:\u001b[0m " : "error: ";
    terminal.err().println(prefix + text.replaceAll("\\R\\s*", " "));
  }

  private static String describe(Throwable error) {
    String message = error.getMessage();
    String name = error.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
