package io.tidemark.row;

import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Orders per CPU-second through the reader and both ways through the codec; run by hand: {@code
 * java io.tidemark.row.RowBenchmark [orders]}. An order has 625 bytes and becomes 4 rows of 17
 * columns.
 */
final class RowBenchmark {

  private static final StructType ORDER =
      StructType.fromDdl(
          "order_id STRING, timestamp STRING, customer STRUCT<customer_id: INT, name: STRING, email:"
              + " STRING, address: STRUCT<city: STRING, postal_code: STRING, country: STRING>>,"
              + " items ARRAY<STRUCT<item_id: STRING, product_name: STRING, quantity: INT, price:"
              + " DOUBLE>>, payment STRUCT<method: STRING, transaction_id: STRING>, metadata"
              + " ARRAY<STRUCT<key: STRING, value: STRING>>");

  private static final StructType ORDER_LINE =
      StructType.fromDdl(
          "order_id STRING, customer_id INT, email STRING, name STRING, city STRING, country"
              + " STRING, postal_code STRING, method STRING, transaction_id STRING, timestamp"
              + " STRING, item_id STRING, price DOUBLE, product_name STRING, quantity INT, key"
              + " STRING, value STRING, event_time TIMESTAMP");

  private static final int DISTINCT = 10_000;

  /** Written by every call, so that none is optimised away. */
  static volatile Object result = "";

  private RowBenchmark() {}

  public static void main(String[] args) {
    int orders = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    Random random = new Random(7);
    List<byte[]> documents = new ArrayList<>();
    for (int i = 0; i < DISTINCT; i++) {
      documents.add(order(i, random).getBytes(StandardCharsets.UTF_8));
    }
    JsonRowReader reader = new JsonRowReader(ORDER, Mode.STRICT);
    RowBatchCodec codec = new RowBatchCodec(ORDER_LINE);
    List<Row> rows = documents.stream().map(reader::read).toList();
    List<List<Row>> lines = rows.stream().map(RowBenchmark::lines).toList();
    List<byte[]> batches = lines.stream().map(codec::encode).toList();
    System.out.printf(
        "bytes of an order: %.0f, of its batch: %.0f%n", meanSize(documents), meanSize(batches));
    for (int round = 0; round < 3; round++) {
      report("read", orders, documents, reader::read);
      report("encode", orders, lines, codec::encode);
      report("decode", orders, batches, codec::decode);
    }
  }

  private static <T> void report(
      String what, int orders, List<T> inputs, Function<T, Object> work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < orders; i++) {
      result = work.apply(inputs.get(i % inputs.size()));
    }
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf("%-8s %,10.0f orders a CPU-second%n", what, orders / seconds);
  }

  private static double meanSize(List<byte[]> values) {
    return values.stream().mapToInt(v -> v.length).average().orElse(0);
  }

  private static List<Row> lines(Row order) {
    Row customer = (Row) order.value(2);
    Row address = (Row) customer.value(3);
    Row payment = (Row) order.value(4);
    List<Row> lines = new ArrayList<>();
    for (Object m : (List<?>) order.value(5)) {
      Row meta = (Row) m;
      for (Object i : (List<?>) order.value(3)) {
        Row item = (Row) i;
        lines.add(
            Row.of(
                order.value(0),
                customer.value(0),
                customer.value(2),
                customer.value(1),
                address.value(0),
                address.value(2),
                address.value(1),
                payment.value(0),
                payment.value(1),
                order.value(1),
                item.value(0),
                item.value(3),
                item.value(1),
                item.value(2),
                meta.value(0),
                meta.value(1),
                1_750_586_685_123_456L));
      }
    }
    return lines;
  }

  private static String order(int number, Random random) {
    return """
        {"order_id": "ORD-%08d", "timestamp": "2025-06-%02dT%02d:04:45.123456Z", "customer": \
        {"customer_id": %d, "name": "Grace Hopper %d", "email": "grace.hopper.%d@example.com", \
        "address": {"city": "Amsterdam", "postal_code": "%05d", "country": "Netherlands"}}, \
        "items": [{"item_id": "ITEM-%d", "product_name": "Wireless Keyboard", "quantity": %d, \
        "price": %.2f}, {"item_id": "ITEM-%d", "product_name": "Standing Desk", "quantity": %d, \
        "price": %.2f}], "payment": {"method": "credit_card", "transaction_id": "TX-%012d"}, \
        "metadata": [{"key": "campaign", "value": "summer-%d"}, {"key": "channel", "value": "web"}]}"""
        .formatted(
            number,
            1 + random.nextInt(28),
            random.nextInt(24),
            random.nextInt(100_000),
            number,
            number,
            random.nextInt(99_999),
            random.nextInt(9999),
            1 + random.nextInt(5),
            random.nextDouble() * 500,
            random.nextInt(9999),
            1 + random.nextInt(5),
            random.nextDouble() * 500,
            random.nextInt(Integer.MAX_VALUE),
            random.nextInt(30));
  }
}
