package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import java.util.List;

/** Two who are told the same, one after the other. */
record BothListeners(RunListener first, RunListener second) implements RunListener {

  @Override
  public void kafkaReady(String bootstrapServers) {
    first.kafkaReady(bootstrapServers);
    second.kafkaReady(bootstrapServers);
  }

  @Override
  public void begun(RunInsight insight) {
    first.begun(insight);
    second.begun(insight);
  }

  @Override
  public void waiting(Problem problem) {
    first.waiting(problem);
    second.waiting(problem);
  }

  @Override
  public void goesOn(String what) {
    first.goesOn(what);
    second.goesOn(what);
  }

  @Override
  public void shown(List<String> lines) {
    first.shown(lines);
    second.shown(lines);
  }

  @Override
  public void changed(String what) {
    first.changed(what);
    second.changed(what);
  }

  @Override
  public void progressed(RunSummary soFar) {
    first.progressed(soFar);
    second.progressed(soFar);
  }
}
