package io.tidemark.bench;

import java.nio.file.Path;

/**
 * The pipelines that are measured; those of {@code topology/examples/orders.yaml}, one at a time.
 */
final class PipelineText {

  private static final String SOURCE =
      """
      name: bench
      sources:
        orders:
          schema: >-
            order_id STRING,
            timestamp STRING,
            customer STRUCT<
              customer_id: INT, name: STRING, email: STRING,
              address: STRUCT<city: STRING, postal_code: STRING, country: STRING>>,
            items ARRAY<STRUCT<item_id: STRING, product_name: STRING, quantity: INT, price: DOUBLE>>,
            payment STRUCT<method: STRING, transaction_id: STRING>,
            metadata ARRAY<STRUCT<key: STRING, value: STRING>>
          files: {path: %s, multiline: %s}
      tables:
      """;

  private static final String FLATTEN =
      """
        result:
          from: orders
          steps:
            - select: [order_id, customer.customer_id, customer.email, customer.name,
                       customer.address.city, customer.address.country,
                       customer.address.postal_code, payment.method, payment.transaction_id,
                       timestamp, metadata, items]
            - explode_outer: metadata
            - explode_outer: items
            - select: ["*", items.item_id, items.price, items.product_name, items.quantity,
                       metadata.key, metadata.value]
            - drop: [items, metadata]
          write: {delta: %s, output_mode: append}
      """;

  private static final String WINDOWS =
      """
        result:
          from: orders
          steps:
            - with_column: {event_time: CAST(timestamp AS TIMESTAMP),
                            country: customer.address.country}
            - explode_outer: items
            - with_watermark: {column: event_time, delay: 10 seconds}
            - group_by:
                window: {%s}
                keys: [country]
                aggregate: {orders: count(%s),
                            revenue: sum(items.price * items.quantity)}
          write: {delta: %s, output_mode: append}
      """;

  private static final String TUMBLING = "size: 5 minutes";
  private static final String SLIDING = "size: 5 minutes, slide: 1 minute";
  private static final String DISTINCT_ORDERS = "DISTINCT order_id";
  private static final String LINES = "*";

  private PipelineText() {}

  static String of(Scenario scenario, Path input, Path table) {
    String source = SOURCE.formatted(quoted(input), !isLines(scenario));
    return switch (scenario) {
      case FLATTEN, SMALL_FILES, ONE_ORDER, LATENCY -> source + FLATTEN.formatted(quoted(table));
      case TUMBLING -> source + windows(TUMBLING, DISTINCT_ORDERS, table);
      case SLIDING -> source + windows(SLIDING, DISTINCT_ORDERS, table);
      case TUMBLING_LINES -> source + windows(TUMBLING, LINES, table);
      case SLIDING_LINES -> source + windows(SLIDING, LINES, table);
    };
  }

  private static String windows(String window, String counted, Path table) {
    return WINDOWS.formatted(window, counted, quoted(table));
  }

  private static boolean isLines(Scenario scenario) {
    return scenario.ordersPerFile() > 1;
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
