package io.tidemark.topology.build;

import io.tidemark.row.DeadLetter;
import io.tidemark.row.StructType;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The topics that a root's processor writes to.
 *
 * @param beforeCommit sends what the outputs hold back
 * @param root name of a source or of a windowed table
 * @param source whose bad records, or the results made of them, are set aside here
 */
record Outputs(
    ProcessorContext<Target, byte[]> context,
    BeforeCommit beforeCommit,
    String root,
    SourcePlan source) {

  static Outputs of(ProcessorContext<Target, byte[]> context, String root, SourcePlan source) {
    return new Outputs(context, context.getStateStore(NodeNames.beforeCommit(root)), root, source);
  }

  RecordOutput rows(TablePlan table) {
    return output(NodeNames.rows(root, table.name()), table.schema());
  }

  RecordOutput groups(TablePlan table, AggregationPlan aggregation) {
    return output(NodeNames.groups(root, table.name()), aggregation.groupsSchema());
  }

  RecordOutput late(AggregationPlan aggregation) {
    return output(NodeNames.late(root), aggregation.lateSchema());
  }

  DeadLetters deadLetters() {
    return new DeadLetters(source, output(NodeNames.deadLetters(root), DeadLetter.SCHEMA));
  }

  private RecordOutput output(String sink, StructType schema) {
    RecordOutput output = new RecordOutput(context, sink, schema);
    beforeCommit.add(context, output::flush);
    return output;
  }
}
