package io.tidemark.read;

import io.tidemark.read.RecordScan.BadRecordPolicy;
import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.StructType;
import io.tidemark.row.json.SchemaInference;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;

/**
 * The schema of all records of an input, as Spark's {@code inferSchema} finds it.
 *
 * @param counts of what the schema was made of; bad are the records that are not JSON objects
 */
public record InferredSchema(StructType schema, ReadCounts counts) {

  /** More names than that are no columns but data, such as ids that objects are kept under. */
  private static final int MAX_FIELDS = 10_000;

  private static final int CHECKED_EVERY = 1000;
  private static final int LARGE_RECORD_BYTES = 1 << 20;

  /**
   * Reads all records once.
   *
   * @throws UserException if a path leads nowhere, or there is no record with a field in it
   */
  public static InferredSchema of(ReadInput input) {
    Inference inference = new Inference();
    ReadCounts counts = new RecordScan(input, BadRecordPolicy.COUNT, inference::add).run();
    NothingRead.check(input, counts);
    StructType schema = inference.schema();
    if (schema.size() == 0) {
      throw new UserException(
          new Problem(input.text(), "there is no field in any record, so there are no columns"));
    }
    return new InferredSchema(schema, counts);
  }

  /** Bounds what the inference may keep. */
  private static final class Inference {

    private final SchemaInference inference = new SchemaInference();
    private long records;

    boolean add(byte[] record) {
      inference.add(record);
      if (++records % CHECKED_EVERY == 0 || record.length > LARGE_RECORD_BYTES) {
        schema();
      }
      return true;
    }

    StructType schema() {
      StructType schema = inference.schema();
      if (fields(schema) > MAX_FIELDS) {
        throw new UserException(
            new Problem(
                "schema",
                "there are more than %,d fields of different names".formatted(MAX_FIELDS),
                "where names are data, such as ids, declare a map: --schema 'name MAP<STRING, …>'"));
      }
      return schema;
    }

    private static int fields(DataType type) {
      if (type instanceof ArrayType array) {
        return fields(array.element());
      }
      return type instanceof StructType struct
          ? struct.size() + struct.fields().stream().mapToInt(f -> fields(f.type())).sum()
          : 0;
    }
  }
}
