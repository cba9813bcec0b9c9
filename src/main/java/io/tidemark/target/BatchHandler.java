package io.tidemark.target;

import io.tidemark.row.batch.Batch;
import io.tidemark.row.batch.BatchContext;
import io.tidemark.row.batch.BatchWriter;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.SinkPlan;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a {@link BatchWriter}, tries again what fails, and tells the user what went wrong. Owned by
 * the target's thread.
 */
final class BatchHandler {

  private static final Logger LOG = LoggerFactory.getLogger(BatchHandler.class);

  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final BatchWriter writer;
  private final SinkPlan sink;

  BatchHandler(BatchWriter writer, SinkPlan sink) {
    this.writer = writer;
    this.sink = sink;
  }

  /** What the handler does with its writer. */
  private interface Call {
    void make() throws Exception;
  }

  /** Whether a batch may be handed out. */
  interface Claim {

    /** Throws when another process may have the batch by now. */
    void require();
  }

  void open(BatchContext context) {
    try {
      inItsClassLoader(() -> writer.open(context));
    } catch (UserException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      throw new UserException(
          new Problem(sink.where(), name() + " can't be opened: " + message(e)), e);
    }
  }

  /** Returns when the writer has the batch, which is claimed right before each attempt. */
  void write(Batch batch, Claim claim) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      claim.require();
      try {
        inItsClassLoader(() -> writer.write(batch));
        return;
      } catch (InterruptedException | UserException e) {
        throw e;
      } catch (Exception | LinkageError e) {
        if (isInterruption(e)) {
          throw new InterruptedException();
        } else if (attempt == ATTEMPTS) {
          throw failed(batch, e);
        }
        LOG.warn("{} batch={}: trying again ({})", sink.where(), batch.id(), e.toString());
        LOG.debug("because of", e);
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  void close() {
    try {
      inItsClassLoader(writer::close);
    } catch (Exception | LinkageError e) {
      LOG.warn("{} could not be closed ({})", name(), e.toString());
    }
  }

  /** Drivers and services are looked for there. */
  private void inItsClassLoader(Call call) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(writer.getClass().getClassLoader());
    try {
      call.make();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private UserException failed(Batch batch, Throwable cause) {
    return new UserException(
        new Problem(
            sink.where(),
            "%s failed %d times at batch %d: %s"
                .formatted(name(), ATTEMPTS, batch.id(), message(cause)),
            "the next run calls it with the same batch again"),
        cause);
  }

  private String name() {
    return writer.getClass().getName();
  }

  private static boolean isInterruption(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException || t instanceof InterruptException) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }
}
