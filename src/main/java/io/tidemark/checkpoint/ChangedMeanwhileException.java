package io.tidemark.checkpoint;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import org.jspecify.annotations.Nullable;

/** Another process has changed what is kept of a pipeline since it was read. */
public final class ChangedMeanwhileException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String topic;

  ChangedMeanwhileException(String topic, @Nullable Throwable cause) {
    super("topic " + topic, cause);
    this.topic = topic;
  }

  /** For one who doesn't try again. */
  public UserException told() {
    return new UserException(
        new Problem(
            "topic " + topic,
            "another process has changed what is kept of the pipeline at the same time",
            "try again"),
        this);
  }
}
