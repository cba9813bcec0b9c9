package io.tidemark.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** How a part of the run has ended, if it has. */
final class PartEnd {

  private PartEnd() {}

  /** Why it failed; empty while it works, and when it ended as it should. */
  static Optional<Throwable> failure(CompletionStage<Void> end) {
    CompletableFuture<Optional<Throwable>> outcome =
        end.<Optional<Throwable>>handle((done, cause) -> Optional.ofNullable(cause))
            .toCompletableFuture();
    return outcome
        .getNow(Optional.empty())
        .map(cause -> cause instanceof CompletionException ? cause.getCause() : cause);
  }
}
