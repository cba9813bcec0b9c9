package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.topology.TestPipeline;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlattenTest {

  private static final String ORDER_LINES =
      """
      order_lines:
        from: orders
        steps:
          - select: [order_id, customer.customer_id, customer.address.city, timestamp, metadata, items]
          - explode_outer: metadata
          - explode_outer: items
          - select: ["*", items.item_id, items.price, items.quantity, metadata.key, metadata.value]
          - drop: [items, metadata]
        write: {delta: out/order_lines}
      """;

  @TempDir private Path folder;

  private PipelineDriver pipeline;

  @BeforeEach
  void start() {
    pipeline = new PipelineDriver(TestPipeline.plan(TestPipeline.withTables(ORDER_LINES)), folder);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void multipliesTwoExplodesWithTheFirstOutermost() {
    pipeline.pipe(
        "orders",
        """
        {"order_id": "o1", "timestamp": "t", "customer": {"customer_id": 7, "address": {"city": "Ulm"}},
         "metadata": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}],
         "items": [{"item_id": "x", "price": 1.5, "quantity": 2}, {"item_id": "y", "price": 2.0, "quantity": 1}]}
        """);

    assertThat(pipeline.rows("order_lines"))
        .containsExactly(
            Row.of("o1", 7, "Ulm", "t", "x", 1.5, 2, "a", "1"),
            Row.of("o1", 7, "Ulm", "t", "y", 2.0, 1, "a", "1"),
            Row.of("o1", 7, "Ulm", "t", "x", 1.5, 2, "b", "2"),
            Row.of("o1", 7, "Ulm", "t", "y", 2.0, 1, "b", "2"));
  }

  @Test
  void keepsAnOrderWithoutItemsAsOneRowOfNulls() {
    pipeline.pipe("orders", "{\"order_id\": \"o2\", \"items\": []}");

    assertThat(pipeline.rows("order_lines"))
        .containsExactly(Row.of("o2", null, null, null, null, null, null, null, null));
  }
}
