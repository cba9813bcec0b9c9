package io.tidemark.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.RowBatchReader;
import io.tidemark.row.StructType;
import io.tidemark.row.batch.Batch;
import io.tidemark.row.batch.BatchWriter;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Pace;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchHandlerTest {

  private static final StructType SCHEMA = StructType.fromDdl("i INT");

  private final SinkPlan sink =
      new SinkPlan(
          "t.foreach_batch.W",
          "t",
          SinkPlan.Kind.TABLE,
          "p.t.rows",
          SCHEMA,
          new WriteDefinition.ForeachBatch("W", Map.of(), Optional.empty()),
          OutputMode.APPEND,
          List.of(),
          Pace.DEFAULT,
          "tables.t.write.foreach_batch");

  private final List<String> seen = new ArrayList<>();

  @Test
  void isNotCalledAgainWithABatchThatAnotherProcessHasTakenOverMeanwhile() {
    // Given
    BatchWriter writer =
        batch -> {
          seen.add("called");
          throw new IOException("the connection was closed while the process stood still");
        };
    UserException lost = new UserException(new Problem("t", "another process writes it", ""));

    // When / Then
    assertThatThrownBy(
            () ->
                new BatchHandler(writer, sink)
                    .write(
                        batch(),
                        () -> {
                          seen.add("claimed");
                          if (seen.contains("called")) {
                            throw lost;
                          }
                        }))
        .isSameAs(lost);
    assertThat(seen).containsExactly("claimed", "called", "claimed");
  }

  private Batch batch() {
    return new PlannedBatch(
        new BatchPlan(0, BatchPlan.State.PLANNED, 1, "", Map.of(), Map.of()),
        new TargetSpec(
            "p", sink, List.of(), new TargetSpec.Place("p.sinks", "one"), new Trigger.Default()),
        new RowBatchReader(SCHEMA, List.of()),
        Collections::emptyIterator);
  }
}
