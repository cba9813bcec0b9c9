package io.tidemark.topology.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.row.RecordHeaders;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.json.JsonRowWriter;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.TablePlan;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends what the tables make of a batch of rows. Each row is a record of its own: a bad one is set
 * aside, as JSON, and the others go on. What a table gets of all of them goes out together.
 */
final class BatchDelivery implements RowFlow.Output {

  private final SourceOutputs outputs;
  private final PipelineProgress progress;
  private final DeadLetters.Origin origin;
  private final List<Row> batch;
  private final JsonRowWriter text;
  private final Map<String, Made> made = new LinkedHashMap<>();
  private final BitSet setAside = new BitSet();
  private int current;

  /**
   * @param batch the rows of the record
   * @param schema theirs
   */
  BatchDelivery(
      SourceOutputs outputs, DeadLetters.Origin origin, List<Row> batch, StructType schema) {
    this.outputs = outputs;
    this.progress = outputs.progress();
    this.origin = origin;
    this.batch = batch;
    this.text = new JsonRowWriter(schema);
  }

  /** What a table gets: the rows made of each row of the batch that gives any. */
  private record Made(TablePlan table, Map<Integer, List<Row>> byRow) {

    List<Row> all() {
      return byRow.values().stream().flatMap(List::stream).toList();
    }
  }

  /** Sends a table's rows, all or none of them. */
  private interface Sending {
    void send(TablePlan table, List<Row> rows);
  }

  void deliver(RowFlow flow) {
    for (current = 0; current < batch.size(); current++) {
      flow.process(batch.subList(current, current + 1), this);
    }
    made.values().forEach(m -> send(m, sending(m.table())));
  }

  /** How many rows were set aside. */
  int setAside() {
    return setAside.cardinality();
  }

  @Override
  public void rows(TablePlan table, List<Row> rows) {
    if (outputs.rows().containsKey(table.name()) && gets(table)) {
      keep(table, rows);
    }
  }

  @Override
  public void groups(TablePlan table, List<Row> rows) {
    if (gets(table)) {
      keep(table, rows);
    }
  }

  @Override
  public void failed(TablePlan table, BadValueException cause) {
    if (gets(table)) {
      setAside(current, table, cause.reason());
    }
  }

  private boolean gets(TablePlan table) {
    return outputs.gets(table.name(), origin.offset());
  }

  private void keep(TablePlan table, List<Row> rows) {
    if (!rows.isEmpty()) {
      made.computeIfAbsent(table.name(), n -> new Made(table, new LinkedHashMap<>()))
          .byRow()
          .put(current, List.copyOf(rows));
    }
  }

  private Sending sending(TablePlan to) {
    GroupOutput groups = outputs.groups().get(to.name());
    if (groups != null) {
      return (table, rows) -> groups.send(rows, origin.offset() + 1);
    }
    RecordOutput output = outputs.rows().get(to.name());
    return (table, rows) -> {
      output.send(rows, outputs.samePartition());
      progress.rows(table.name(), rows.size());
    };
  }

  /** All at once; when one of the rows is too large for that, each for itself. */
  private void send(Made made, Sending sending) {
    try {
      sending.send(made.table(), made.all());
    } catch (BadValueException e) {
      made.byRow()
          .forEach(
              (row, rows) -> {
                try {
                  sending.send(made.table(), rows);
                } catch (BadValueException tooLarge) {
                  setAside(row, made.table(), tooLarge.reason());
                }
              });
    }
  }

  private void setAside(int row, TablePlan table, String reason) {
    setAside.set(row);
    Record<byte[], byte[]> record = origin.record();
    DeadLetters.Origin place =
        new DeadLetters.Origin(
            origin.partition(),
            origin.offset(),
            new Record<>(
                record.key(),
                text.write(batch.get(row)),
                record.timestamp(),
                headers(record.headers(), row)));
    outputs.deadLetters().add(place, table.name(), reason);
  }

  /** The batch's, with the position of the row in place of the first row's. */
  private static Headers headers(Headers ofBatch, int row) {
    Header first = ofBatch.lastHeader(RecordHeaders.POSITION);
    if (first == null) {
      return ofBatch;
    }
    long position = Long.parseLong(new String(first.value(), UTF_8)) + row;
    Headers headers =
        new org.apache.kafka.common.header.internals.RecordHeaders(ofBatch.toArray())
            .remove(RecordHeaders.POSITION);
    return headers.add(RecordHeaders.POSITION, Long.toString(position).getBytes(UTF_8));
  }
}
