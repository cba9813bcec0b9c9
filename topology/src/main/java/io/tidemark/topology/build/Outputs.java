package io.tidemark.topology.build;

import io.tidemark.row.DeadLetter;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The topics that a root's processor writes to.
 *
 * @param root name of a source or of a windowed table
 * @param source whose bad records, or the results made of them, are set aside here
 */
record Outputs(ProcessorContext<Target, byte[]> context, String root, SourcePlan source) {

  RecordOutput rows(TablePlan table) {
    return new RecordOutput(context, NodeNames.rows(root, table.name()), table.schema());
  }

  RecordOutput groups(TablePlan table, AggregationPlan aggregation) {
    return new RecordOutput(
        context, NodeNames.groups(root, table.name()), aggregation.groupsSchema());
  }

  RecordOutput late(AggregationPlan aggregation) {
    return new RecordOutput(context, NodeNames.late(root), aggregation.lateSchema());
  }

  DeadLetters deadLetters() {
    return new DeadLetters(
        source, new RecordOutput(context, NodeNames.deadLetters(root), DeadLetter.SCHEMA));
  }
}
