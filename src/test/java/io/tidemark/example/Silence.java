package io.tidemark.example;

import io.tidemark.row.problem.Problem;
import io.tidemark.run.RunListener;
import io.tidemark.run.RunSummary;

/** Listens to a run without a word. */
final class Silence implements RunListener {

  @Override
  public void kafkaReady(String bootstrapServers) {}

  @Override
  public void waiting(Problem problem) {}

  @Override
  public void progressed(RunSummary soFar) {}
}
