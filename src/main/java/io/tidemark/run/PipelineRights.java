package io.tidemark.run;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.tidemark.checkpoint.MetadataTopic;
import io.tidemark.checkpoint.PipelineNames;
import io.tidemark.host.Right;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a process must be allowed to do in Kafka for its part of a pipeline's work, once the topics
 * are there. Operations are named that imply {@code Describe}.
 */
record PipelineRights(PipelinePlan plan, Set<Role> roles) {

  PipelineRights {
    roles = Set.copyOf(roles);
  }

  /** All of them, each once. */
  Set<Right> all() {
    Set<Right> rights = new LinkedHashSet<>();
    PipelineNames names = new PipelineNames(plan);
    String metadata = MetadataTopic.nameOf(plan.name());
    add(rights, metadata, READ, WRITE);
    rights.add(Right.toTransactions(metadata));
    if (roles.contains(Role.SOURCES)) {
      plan.sources().stream()
          .filter(SourcePlan::isWrittenHere)
          .forEach(source -> addSource(rights, source, names));
    }
    if (roles.contains(Role.TOPOLOGY)) {
      addTopology(rights, names);
    }
    plan.sinks().stream()
        .filter(sink -> roles.contains(Role.of(sink)))
        .forEach(sink -> addSink(rights, sink, names));
    return rights;
  }

  private static void addSource(Set<Right> rights, SourcePlan source, PipelineNames names) {
    add(rights, names.offsetsTopic(), READ, WRITE);
    add(rights, source.topic(), WRITE);
    add(rights, source.deadLetterTopic(), WRITE);
    rights.add(Right.toTransactions(names.connector(source)));
    rights.add(Right.toGroup(names.ownerGroup(source)));
  }

  private void addTopology(Set<Right> rights, PipelineNames names) {
    rights.add(Right.toGroup(names.topologyGroup()));
    for (SourcePlan source : plan.sources()) {
      add(rights, source.topic(), READ);
      add(rights, source.deadLetterTopic(), WRITE);
    }
    for (TablePlan table : plan.tables()) {
      table.groupsTopic().ifPresent(topic -> add(rights, topic, READ, WRITE));
      table.rowsTopic().ifPresent(topic -> add(rights, topic, WRITE));
      table.lateTopic().ifPresent(topic -> add(rights, topic, WRITE));
    }
  }

  private static void addSink(Set<Right> rights, SinkPlan sink, PipelineNames names) {
    rights.add(Right.toGroup(names.group(sink)));
    add(rights, sink.topic(), READ);
    if (!(sink.target() instanceof WriteDefinition.Delta)) {
      add(rights, names.ledgerTopic(), READ, WRITE);
    }
    if (sink.target() instanceof WriteDefinition.Topic target) {
      add(rights, target.name(), WRITE);
    }
  }

  private static void add(Set<Right> rights, String topic, AclOperation... operations) {
    for (AclOperation operation : operations) {
      rights.add(Right.toTopic(topic, operation));
    }
  }
}
