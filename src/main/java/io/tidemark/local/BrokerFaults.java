package io.tidemark.local;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;

/**
 * What the broker does instead of ending the process when it can't go on (its disk is full, its
 * metadata is damaged): fails {@link #failure}, so that the run can stop and say why.
 */
final class BrokerFaults implements FaultHandlerFactory {

  private final Path folder;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  BrokerFaults(Path folder) {
    this.folder = folder;
  }

  CompletableFuture<Void> failure() {
    return failure;
  }

  /** Kafka ends the process through these, wherever it lost its log directory. */
  void replaceExits() {
    Exit.setHaltProcedure(this::processEnd);
    Exit.setExitProcedure(this::processEnd);
  }

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    return fatal ? new StoppingFaultHandler(name, action) : new LoggingFaultHandler(name, action);
  }

  private void processEnd(int status, @Nullable String message) {
    fail(message == null ? "it lost its log directory" : message, null);
    throw new IllegalStateException("the embedded broker gave up");
  }

  private void fail(String reason, @Nullable Throwable cause) {
    failure.completeExceptionally(
        new UserException(
            new Problem(
                folder.toString(),
                "the embedded broker can't go on: " + reason,
                "see that the disk has space and can be written to, then start again;"
                    + " what was committed is kept"),
            cause));
  }

  /** Tells of the fault and lets the faulting thread unwind. */
  private final class StoppingFaultHandler implements FaultHandler {

    private final String name;
    private final Runnable action;

    private StoppingFaultHandler(String name, Runnable action) {
      this.name = name;
      this.action = action;
    }

    @Override
    public RuntimeException handleFault(String message, @Nullable Throwable cause) {
      action.run();
      fail(name + ": " + message + (cause == null ? "" : " (" + cause + ")"), cause);
      return new IllegalStateException(name + ": " + message, cause);
    }
  }
}
