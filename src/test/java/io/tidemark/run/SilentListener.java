package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what is waited for, and nothing else. */
class SilentListener implements RunListener {

  private final List<Problem> waiting = new CopyOnWriteArrayList<>();

  List<Problem> waiting() {
    return waiting;
  }

  @Override
  public void kafkaReady(String bootstrapServers) {}

  @Override
  public void waiting(Problem problem) {
    waiting.add(problem);
  }

  @Override
  public void progressed(RunSummary soFar) {}
}
