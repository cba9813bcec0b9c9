package io.tidemark.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The orders that benchmarks read: order {@code i} is always the same {@value #BYTES} bytes, with
 * two items and two metadata entries, twenty orders a second.
 */
final class OrderText {

  /** Of an order with its line end. */
  static final int BYTES = 625;

  /** Rows of an order after both arrays are exploded. */
  static final int LINES = 4;

  private static final Instant START = Instant.parse("2025-06-20T00:00:00Z");
  private static final Duration GAP = Duration.ofMillis(50);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final List<String> COUNTRIES =
      List.of(
          "AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "IE", "IT", "JP", "NL",
          "NO", "PL", "PT", "SE", "US");
  private static final List<String> METHODS =
      List.of("credit_card", "paypal", "bank_transfer", "apple_pay");
  private static final String FORMAT =
      "{\"order_id\":\"ORD-%010d\",\"timestamp\":\"%s\",\"customer\":{\"customer_id\":%d,"
          + "\"name\":\"Customer %d\",\"email\":\"customer%d@example.com\",\"address\":{"
          + "\"city\":\"City %d\",\"postal_code\":\"%05d\",\"country\":\"%s\"}},"
          + "\"items\":[{\"item_id\":\"ITEM-%04d\",\"product_name\":\"Product %04d\","
          + "\"quantity\":%d,\"price\":%d.%02d},{\"item_id\":\"ITEM-%04d\","
          + "\"product_name\":\"%s\",\"quantity\":%d,\"price\":%d.%02d}],"
          + "\"payment\":{\"method\":\"%s\",\"transaction_id\":\"TX-%010d\"},"
          + "\"metadata\":[{\"key\":\"channel\",\"value\":\"web\"},"
          + "{\"key\":\"campaign\",\"value\":\"summer\"}]}";

  private OrderText() {}

  /** The order as one line, its end included. */
  static byte[] line(long order) {
    String bare = text(order, "");
    String padded = text(order, "x".repeat(BYTES - 1 - bare.length()));
    return (padded + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  static Instant time(long order) {
    return START.plus(GAP.multipliedBy(order));
  }

  static String country(long order) {
    return pick(COUNTRIES, order, 3);
  }

  static String method(long order) {
    return pick(METHODS, order, 5);
  }

  private static String text(long order, String productName) {
    long customer = scatter(order, 1) % 50_000;
    long first = scatter(order, 7) % 1000;
    long second = scatter(order, 11) % 1000;
    return String.format(
        Locale.ROOT,
        FORMAT,
        order,
        TIME.format(time(order)),
        customer,
        customer,
        customer,
        customer % 500,
        customer,
        country(order),
        first,
        first,
        1 + first % 5,
        first,
        first % 100,
        second,
        productName,
        1 + second % 5,
        second,
        second % 100,
        method(order),
        order);
  }

  private static String pick(List<String> values, long order, int salt) {
    return values.get((int) (scatter(order, salt) % values.size()));
  }

  /** A number from 0 on that looks random but is always the same. */
  private static long scatter(long order, int salt) {
    long hash = (order + 1) * 0x9E3779B97F4A7C15L * salt;
    hash ^= hash >>> 29;
    hash *= 0xBF58476D1CE4E5B9L;
    return (hash ^ (hash >>> 32)) & Long.MAX_VALUE;
  }
}
