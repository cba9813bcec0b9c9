package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelinePlan;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * What is kept of a pipeline, as a command finds it.
 *
 * @param ids of all topics that there are
 */
record Kept(PipelineNames names, Optional<PipelineMetadata> metadata, Map<String, String> ids) {

  static Kept find(PipelinePlan plan, HostServices host)
      throws ExecutionException, InterruptedException {
    Map<String, String> ids = new TopicRanges(host.admin()).ids();
    return new Kept(
        new PipelineNames(plan),
        ids.containsKey(MetadataTopic.nameOf(plan.name()))
            ? new MetadataTopic(host, plan.name()).read()
            : Optional.empty(),
        ids);
  }

  /**
   * @throws UserException if the pipeline has not run on this Kafka
   */
  PipelineMetadata required() {
    return metadata.orElseThrow(
        () ->
            new UserException(
                new Problem(
                    "pipeline " + names.plan().name(),
                    "nothing is kept of it: it has not run on this Kafka",
                    "run it first, or name its data folder with --data, or its Kafka with"
                        + " --bootstrap-server")));
  }
}
