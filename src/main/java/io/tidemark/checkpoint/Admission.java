package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelineOutline;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.PlanChange;
import io.tidemark.topology.plan.PlanComparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Decides whether a pipeline can go on from what is kept of it: its plan is compared with the kept
 * one, its topics must be those that they were, and what its parts read next must be there. Nothing
 * is written to Kafka before all that is well. Owned by the run's thread.
 */
public final class Admission {

  /** What is done about records that are gone before they were read. */
  public enum Losses {
    /** The run is refused. */
    REFUSED,
    /** It goes on with the first that is still there. */
    ACCEPTED
  }

  private final PipelineNames names;
  private final HostServices host;
  private final MetadataTopic topic;
  private final ConsumerGroups groups;
  private Map<String, String> found = Map.of();
  private Optional<PipelineMetadata> kept = Optional.empty();

  /**
   * @param own names in consumer groups of this process and of such that have ended
   */
  public Admission(PipelinePlan plan, HostServices host, Set<String> own) {
    this.names = new PipelineNames(plan);
    this.host = host;
    this.topic = new MetadataTopic(host, plan.name());
    this.groups = new ConsumerGroups(host.admin(), own);
  }

  /**
   * How a plan differs from the one that is kept; for those who only want to know.
   *
   * @throws UserException if nothing is kept of the pipeline
   */
  public static PlanComparison comparison(PipelinePlan plan, HostServices host)
      throws ExecutionException, InterruptedException {
    return PlanComparison.between(
        Kept.find(plan, host).required().outline(), PipelineOutline.of(plan));
  }

  /** What is kept of a pipeline; empty before its first run. */
  public static Optional<PipelineMetadata> kept(PipelinePlan plan, HostServices host)
      throws ExecutionException, InterruptedException {
    return Kept.find(plan, host).metadata();
  }

  /**
   * The same, for a Connect cluster that is to run the pipeline's connectors.
   *
   * @param own names in consumer groups of processes that have ended
   * @throws UserException if what is kept is of another plan, or processes run the connectors
   */
  public static Optional<PipelineMetadata> handOver(
      PipelinePlan plan, HostServices host, Set<String> own)
      throws ExecutionException, InterruptedException {
    Optional<PipelineMetadata> kept = kept(plan, host);
    List<Problem> problems = new ArrayList<>();
    kept.map(k -> PlanComparison.between(k.outline(), PipelineOutline.of(plan)))
        .filter(comparison -> !comparison.changes().isEmpty())
        .ifPresent(
            changed ->
                problems.add(
                    new Problem(
                        "pipeline " + plan.name(),
                        "differs from what is kept of its last run ('tidemark plan"
                            + " --against-running' shows how)",
                        "start 'tidemark run --role topology' with it, then submit")));
    new OtherProcesses(plan, host.admin(), own).readersAndWriters().ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return kept;
  }

  /**
   * What the pipeline goes on with.
   *
   * @param metadata to be kept from now on
   * @param taken a line for each change that is taken over
   */
  public record Admitted(PipelineMetadata metadata, List<String> taken) {
    public Admitted {
      taken = List.copyOf(taken);
    }
  }

  /**
   * Compares and checks, and gives Delta tables the columns and positions that changes need.
   *
   * @param waiting is told whom it waits for
   * @throws UserException with all that stands against it
   */
  public Admitted admit(Losses losses, Consumer<Problem> waiting)
      throws ExecutionException, InterruptedException {
    Map<String, String> ids = new TopicRanges(host.admin()).ids();
    found = ids;
    kept = readIf(ids.containsKey(MetadataTopic.nameOf(names.plan().name())));
    PipelineOutline outline = PipelineOutline.of(names.plan());
    PlanComparison comparison =
        kept.map(k -> PlanComparison.between(k.outline(), outline))
            .orElse(new PlanComparison(List.of()));
    List<Problem> problems = new ArrayList<>();
    kept.filter(k -> !k.unfinished().isEmpty())
        .ifPresent(
            k ->
                problems.add(
                    new Problem(
                        "pipeline " + names.plan().name(),
                        "'tidemark %s' was interrupted half-way".formatted(k.unfinished()),
                        "type it again, to its end")));
    comparison.of(PlanChange.Refused.class).forEach(r -> problems.add(ChangeText.problem(r)));
    kept.ifPresent(
        k ->
            new KeptTopics(names, k.topics()).changes(ids).forEach(c -> problems.add(c.problem())));
    if (kept.isPresent() && problems.isEmpty()) {
      new ForgottenGroup(names, host).find(kept.get(), ids.keySet()).ifPresent(problems::add);
    }
    List<Gap> gaps = problems.isEmpty() ? gaps(ids) : List.of();
    gaps.stream()
        .filter(g -> losses == Losses.REFUSED || !g.isLoss())
        .forEach(g -> problems.add(g.problem()));
    if (problems.isEmpty() && !comparison.changes().isEmpty()) {
      requireAlone(waiting).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    PipelineMetadata metadata =
        kept.map(k -> k.withOutline(outline)).orElseGet(() -> PipelineMetadata.first(outline));
    if (metadata.readsAnew() && new ForgottenGroup(names, host).begin(groups, ids.keySet())) {
      metadata = metadata.withReadingAnew(false);
    }
    if (kept.isPresent() && !metadata.state().equals(kept.get().state())) {
      // who stays a member of the group would be given tasks of the topology as it was
      groups.requireUnused(List.of(names.topologyGroup()));
    }
    new TableChanges(names, metadata).apply(comparison);
    List<String> taken = new ArrayList<>(ChangeText.lines(comparison));
    taken.addAll(new AcceptedLoss(names, host, groups, metadata.epochs()).skip(gaps));
    return new Admitted(metadata, taken);
  }

  /** Processes that share a pipeline's work have to agree on what it is. */
  private Optional<Problem> requireAlone(Consumer<Problem> waiting)
      throws ExecutionException, InterruptedException {
    Set<String> others =
        new OtherProcesses(names.plan(), host.admin(), groups.own()).awaitNone(waiting);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "pipeline " + names.plan().name(),
                "other processes run one of this name that is defined otherwise: " + others,
                "give this one another name; or, if it is to replace the other, stop those"
                    + " processes"));
  }

  /**
   * Keeps what the pipeline goes on with, if it is not what is kept already.
   *
   * @param program version of this program
   * @param definition the pipeline file's text
   * @param made ids of the topics that the pipeline needs, which may be new
   * @return what is kept
   * @throws ChangedMeanwhileException if another process was first: this one has to be admitted
   *     anew
   */
  public PipelineMetadata keep(
      PipelineMetadata admitted, String program, String definition, Map<String, String> made)
      throws ChangedMeanwhileException, ExecutionException, InterruptedException {
    Map<String, String> ids = new HashMap<>(found);
    ids.putAll(made);
    PipelineMetadata now =
        admitted
            .withDefinition(program, definition)
            .withTopics(new KeptTopics(names, admitted.topics()).with(ids));
    if (!kept.equals(Optional.of(now))) {
      topic.replace(kept, now);
      kept = Optional.of(now);
    }
    return now;
  }

  private List<Gap> gaps(Map<String, String> ids) throws ExecutionException, InterruptedException {
    return new Gaps(names, host).find(kept.map(PipelineMetadata::epochs), ids.keySet());
  }

  private Optional<PipelineMetadata> readIf(boolean isThere)
      throws ExecutionException, InterruptedException {
    return isThere ? topic.read() : Optional.empty();
  }
}
