package io.tidemark.topology.build;

import io.tidemark.topology.plan.PipelinePlan;
import org.apache.kafka.streams.Topology;

/** Builds the Kafka Streams topology of a plan. */
public final class TopologyBuilder {

  private TopologyBuilder() {}

  /** The topology; nothing of it runs yet, and it may be described without services that work. */
  public static Topology build(PipelinePlan plan, RuntimeServices services) {
    throw new UnsupportedOperationException(plan.name() + services);
  }
}
