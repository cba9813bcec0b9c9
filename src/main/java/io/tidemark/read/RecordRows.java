package io.tidemark.read;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import java.util.List;
import java.util.Map;

/** What becomes of a record. For one thread. */
public interface RecordRows {

  /** The rows' columns. */
  StructType schema();

  /**
   * The rows of one record, valid until the next call.
   *
   * @throws io.tidemark.row.json.BadRecordException if the record can't be read
   * @throws io.tidemark.topology.expression.BadValueException if a step can't take a value of it
   */
  List<Row> of(byte[] record);

  /** Whether the first bad record is to end the reading. */
  default boolean failsFast() {
    return false;
  }

  /**
   * What steps make of records of a schema.
   *
   * @param steps YAML texts, one step each; their problems are at {@code --step[0]} and so on
   * @param variables what {@code ${NAME}} stands for in them
   * @throws io.tidemark.row.problem.UserException with all problems of the steps
   */
  static RecordRows ofSteps(StructType schema, List<String> steps, Map<String, String> variables) {
    return steps.isEmpty() ? plain(schema) : TableRows.ofSteps(schema, steps, variables);
  }

  /** A row of each record, as it is. */
  static RecordRows plain(StructType schema) {
    JsonRowReader reader = new JsonRowReader(schema, Mode.STRICT);
    return new RecordRows() {
      @Override
      public StructType schema() {
        return schema;
      }

      @Override
      public List<Row> of(byte[] record) {
        return List.of(reader.read(record));
      }
    };
  }
}
