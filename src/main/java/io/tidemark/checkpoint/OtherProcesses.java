package io.tidemark.checkpoint;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelinePlan;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * The other processes that share a pipeline's work, as its consumer groups know them.
 *
 * @param own names in consumer groups of this process and of such that have ended
 */
public record OtherProcesses(PipelinePlan plan, Admin admin, Set<String> own) {

  /** Longer than a process that has ended stays a member. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /** A run that looks now and then is to be stopped meanwhile. */
  private static final Duration LOOK = Duration.ofSeconds(4);

  private static final Duration PAUSE = Duration.ofMillis(500);

  public OtherProcesses {
    own = Set.copyOf(own);
  }

  /** Who and where they are, those included that ended some seconds ago. */
  private Set<String> find() throws ExecutionException, InterruptedException {
    return new ConsumerGroups(admin, own).others(new PipelineNames(plan).groups());
  }

  /**
   * Returns when there is none; waits some seconds for one that has ended to be forgotten. What is
   * left of this data folder's own processes is taken out of the groups.
   *
   * @param waiting is told that, and for whom
   * @throws UserException if there are others
   */
  public void requireNone(Consumer<Problem> waiting)
      throws ExecutionException, InterruptedException {
    Set<String> others = awaitNone(waiting);
    if (!others.isEmpty()) {
      throw present(others);
    }
    new ConsumerGroups(admin, own).requireUnused(new PipelineNames(plan).groups());
  }

  /** As {@link #requireNone}, but answers who is still there. */
  Set<String> awaitNone(Consumer<Problem> waiting) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<String> others = find();
    if (!others.isEmpty()) {
      waiting.accept(
          new Problem(
              "pipeline " + plan.name(),
              "other processes work on it, or did a moment ago: " + others,
              "one that has stopped is forgotten within seconds; until then nothing need be done"));
    }
    while (!others.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE.toMillis());
      others = find();
    }
    return others;
  }

  /**
   * Waits for Kafka some seconds at most.
   *
   * @throws UserException if there is one now
   */
  public void requireNoneNow() throws ExecutionException, InterruptedException {
    Set<String> others =
        new ConsumerGroups(admin, own).others(new PipelineNames(plan).groups(), LOOK);
    if (!others.isEmpty()) {
      throw present(others);
    }
  }

  private UserException present(Set<String> others) {
    return new UserException(
        new Problem(
            "pipeline " + plan.name(),
            "other processes work on it too: " + others,
            "a run with a trigger that ends has to be alone: stop them, or leave the work to them"));
  }

  /** Processes of ours that run the pipeline's connectors, which a Connect cluster is to run. */
  Optional<Problem> readersAndWriters() throws ExecutionException, InterruptedException {
    Set<String> names = new PipelineNames(plan).connectGroups();
    ConsumerGroups groups = new ConsumerGroups(admin, own);
    Set<String> found = new TreeSet<>(groups.others(names));
    found.removeAll(groups.inConnect(names));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "pipeline " + plan.name(),
                "processes read its sources or write its tables: " + found,
                "stop them, and some seconds later run 'tidemark run --role topology,other_sinks'"
                    + " beside the connectors"));
  }

  /**
   * @throws UserException if a Connect cluster runs the pipeline's connectors
   */
  public void requireNoneInConnect() throws ExecutionException, InterruptedException {
    Set<String> found =
        new ConsumerGroups(admin, own).inConnect(new PipelineNames(plan).connectGroups());
    if (!found.isEmpty()) {
      throw new UserException(
          new Problem(
              "pipeline " + plan.name(),
              "a Kafka Connect cluster runs its connectors: " + found,
              "delete them there (curl -X DELETE URL/connectors/NAME), or leave them to it with"
                  + " --role topology,other_sinks"));
    }
  }
}
