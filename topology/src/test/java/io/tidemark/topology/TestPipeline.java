package io.tidemark.topology;

import io.tidemark.topology.definition.PipelineFile;
import io.tidemark.topology.definition.PipelineReading;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TableSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** Pipelines written in a test, as the file {@code orders.yaml}. */
public final class TestPipeline {

  /** The notebook's orders. */
  public static final String ORDERS_SCHEMA =
      "order_id STRING, timestamp STRING, customer STRUCT<customer_id: INT, name: STRING, email:"
          + " STRING, address: STRUCT<city: STRING, postal_code: STRING, country: STRING>>, items"
          + " ARRAY<STRUCT<item_id: STRING, product_name: STRING, quantity: INT, price: DOUBLE>>,"
          + " payment STRUCT<method: STRING, transaction_id: STRING>, metadata ARRAY<STRUCT<key:"
          + " STRING, value: STRING>>";

  private TestPipeline() {}

  /** A pipeline {@code orders} with a source {@code orders} of one partition and these tables. */
  public static String withTables(String tables) {
    return """
        name: orders
        sources:
          orders:
            schema: "%s"
            partitions: 1
        tables:
        %s
        """
        .formatted(ORDERS_SCHEMA, tables.indent(2).stripTrailing());
  }

  public static PipelinePlan plan(String yaml) {
    return inFile(yaml, file -> PipelinePlan.load(file, Map.of()));
  }

  public static PipelinePlan plan(String yaml, TableSchemas tables) {
    return inFile(yaml, file -> PipelinePlan.load(file, Map.of(), tables));
  }

  /** The same with a clock for {@code current_timestamp()}. */
  public static PipelinePlan plan(String yaml, InstantSource clock) {
    return inFile(yaml, file -> PipelinePlan.load(file, Map.of(), TableSchemas.UNKNOWN, clock));
  }

  public static PipelineReading read(String yaml, Map<String, String> variables) {
    return inFile(yaml, file -> PipelineFile.read(file, variables));
  }

  private static <T> T inFile(String yaml, Function<Path, T> use) {
    try {
      Path folder = Files.createTempDirectory("pipeline");
      Path file = folder.resolve("orders.yaml");
      try {
        Files.writeString(file, yaml);
        return use.apply(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
