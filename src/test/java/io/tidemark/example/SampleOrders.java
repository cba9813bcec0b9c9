package io.tidemark.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code topology/examples/orders}: three days of a shop's orders.
 *
 * <p>Files are named by the time of their first order, so that the order of names is the order of
 * time; after a checkout all have about the same modification time and only names tell. Every file
 * goes on where the one before it ended, except for what is out of order on purpose: orders that
 * changed places within a few seconds, and one order that comes two hours late.
 */
final class SampleOrders {

  private static final Instant START = Instant.parse("2025-06-20T06:00:00Z");
  private static final int DAYS = 3;
  private static final Duration DAY = Duration.ofHours(16);
  private static final Duration EXPORT = Duration.ofMinutes(55);

  /** The export that also has an order of two hours before. */
  private static final int LATE_EXPORT = 23;

  private static final Duration LATENESS = Duration.ofHours(2);

  /** The export whose upload broke off in its last order. */
  private static final int DAMAGED_EXPORT = 31;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final OrderMaker maker = new OrderMaker(20250622);
  private final ObjectMapper json = new ObjectMapper();
  private final ObjectWriter pretty = json.writerWithDefaultPrettyPrinter();
  private final SortedMap<String, String> files = new TreeMap<>();
  private int exports;

  private SampleOrders() {}

  /** Each file's text by its name. */
  static SortedMap<String, String> files() {
    SampleOrders sample = new SampleOrders();
    for (int day = 0; day < DAYS; day++) {
      sample.day(START.plus(Duration.ofDays(day)));
    }
    return sample.files;
  }

  /** An order of the next morning: what a user drops in, which closes the last windows. */
  static String oneMore() {
    OrderMaker maker = new OrderMaker(1);
    Map<String, @Nullable Object> order =
        maker.order(START.plus(Duration.ofDays(DAYS)).plusSeconds(754));
    order.put("order_id", "ORD-90001");
    return new SampleOrders().text(order, true) + "\n";
  }

  private void day(Instant morning) {
    Instant time = morning;
    Instant evening = morning.plus(DAY);
    while (time.isBefore(evening)) {
      List<Map<String, @Nullable Object>> orders = new ArrayList<>();
      Instant end = time.plus(EXPORT);
      Instant first = time;
      for (; time.isBefore(end); time = time.plusSeconds(maker.gapSeconds())) {
        orders.add(maker.order(time));
      }
      export(first, orders);
      file(time, "webhook.json", text(maker.order(time), true) + "\n");
      time = time.plusSeconds(maker.gapSeconds());
    }
  }

  /** Exports come as an array or as lines, in turn. */
  private void export(Instant first, List<Map<String, @Nullable Object>> orders) {
    exports++;
    swapNeighboursOfARush(orders);
    if (exports == LATE_EXPORT) {
      orders.add(maker.lateOrder(first.minus(LATENESS)));
    }
    List<String> texts = orders.stream().map(o -> text(o, false)).toList();
    if (exports % 2 == 0) {
      file(first, "tills.jsonl", String.join("\n", texts) + "\n");
      return;
    }
    String array = texts.stream().collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    boolean isBrokenOff = exports == DAMAGED_EXPORT;
    file(first, "export.json", isBrokenOff ? array.substring(0, array.length() - 200) : array);
  }

  /** Two orders within a rush change places: out of order, but less than the watermark's delay. */
  private static void swapNeighboursOfARush(List<Map<String, @Nullable Object>> orders) {
    for (int i = 1; i < orders.size(); i++) {
      if (Duration.between(time(orders.get(i - 1)), time(orders.get(i))).toSeconds() < 6) {
        Collections.swap(orders, i - 1, i);
        i++;
      }
    }
  }

  private static Instant time(Map<String, @Nullable Object> order) {
    return Instant.parse(String.valueOf(order.get("timestamp")));
  }

  private void file(Instant first, String kind, String text) {
    files.put(NAME.format(first) + "-" + kind, text);
  }

  private String text(Map<String, @Nullable Object> order, boolean multiline) {
    try {
      return multiline ? pretty.writeValueAsString(order) : json.writeValueAsString(order);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
