package io.tidemark.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of {@code orders.yaml} must hold, worked out the simple way: all orders in
 * memory, none of the code under test.
 */
final class ShopModel {

  private static final Duration DELAY = Duration.ofSeconds(10);
  private static final Duration SIZE = Duration.ofMinutes(5);

  private final List<JsonNode> orders = new ArrayList<>();
  private final Set<String> late = new HashSet<>();

  /** Takes the files in the order in which they are read. */
  ShopModel(Collection<String> files) throws IOException {
    Instant greatest = Instant.MIN;
    for (String file : files) {
      for (JsonNode order : ordersOf(file)) {
        orders.add(order);
        Instant time = time(order);
        if (time.isBefore(greatest)) {
          boolean isLate = !greatest.minus(DELAY).isBefore(windowEnd(time, SIZE));
          if (isLate) {
            late.add(order.path("order_id").asText());
          }
        } else {
          greatest = time;
        }
      }
    }
  }

  /** Ids of the orders whose windows had all closed when they came. */
  Set<String> late() {
    return late;
  }

  /** {@code order_lines}, each row its values joined. */
  List<String> orderLines() {
    List<String> rows = new ArrayList<>();
    for (JsonNode order : orders) {
      for (JsonNode entry : elements(order.path("metadata"))) {
        for (JsonNode item : elements(order.path("items"))) {
          rows.add(line(order, entry, item));
        }
      }
    }
    return rows;
  }

  /** {@code revenue_by_country}: orders, units and revenue by window start and country. */
  Map<String, List<@Nullable Number>> revenueByCountry() {
    Map<String, Set<String>> ids = new TreeMap<>();
    Map<String, Long> units = new TreeMap<>();
    Map<String, Double> revenue = new TreeMap<>();
    for (JsonNode order : inTime()) {
      String key = window(time(order), SIZE) + " " + text(order.at("/customer/address/country"));
      ids.computeIfAbsent(key, k -> new HashSet<>()).add(order.path("order_id").asText());
      for (JsonNode item : elements(order.path("items"))) {
        if (item.has("quantity")) {
          units.merge(key, item.path("quantity").asLong(), Long::sum);
          double price = item.path("price").asDouble() * item.path("quantity").asInt();
          revenue.merge(key, price, Double::sum);
        }
      }
    }
    Map<String, List<@Nullable Number>> rows = new TreeMap<>();
    for (Map.Entry<String, Set<String>> group : closed(ids)) {
      List<@Nullable Number> row = new ArrayList<>();
      row.add((long) group.getValue().size());
      row.add(units.get(group.getKey()));
      row.add(revenue.get(group.getKey()));
      rows.put(group.getKey(), row);
    }
    return rows;
  }

  /** {@code orders_by_method}: orders and customers by window start and method. */
  Map<String, List<@Nullable Number>> ordersByMethod() {
    Map<String, List<JsonNode>> groups = new TreeMap<>();
    Duration slide = Duration.ofMinutes(1);
    for (JsonNode order : inTime()) {
      for (int i = 0; i < 5; i++) {
        Instant start = window(time(order), slide).minus(slide.multipliedBy(i));
        String key = start + " " + text(order.at("/payment/method"));
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(order);
      }
    }
    Map<String, List<@Nullable Number>> rows = new TreeMap<>();
    for (Map.Entry<String, List<JsonNode>> group : closed(groups)) {
      long customers =
          group.getValue().stream()
              .filter(o -> o.path("customer").isObject())
              .map(o -> o.at("/customer/customer_id").asInt())
              .distinct()
              .count();
      rows.put(group.getKey(), List.of((long) group.getValue().size(), customers));
    }
    return rows;
  }

  private List<JsonNode> inTime() {
    return orders.stream().filter(o -> !late.contains(o.path("order_id").asText())).toList();
  }

  /** The groups whose window ends at or before the last watermark. */
  private <T> List<Map.Entry<String, T>> closed(Map<String, T> groups) {
    Instant watermark =
        orders.stream().map(ShopModel::time).max(Instant::compareTo).orElseThrow().minus(DELAY);
    return groups.entrySet().stream()
        .filter(
            g ->
                !Instant.parse(g.getKey().substring(0, g.getKey().indexOf(' ')))
                    .plus(SIZE)
                    .isAfter(watermark))
        .toList();
  }

  /** As exploding outer: none is one without a value. */
  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements.isEmpty() ? List.of(NullNode.getInstance()) : elements;
  }

  private static String line(JsonNode order, JsonNode entry, JsonNode item) {
    return String.join(
        "|",
        text(order.path("order_id")),
        text(order.at("/customer/customer_id")),
        text(order.at("/customer/email")),
        text(order.at("/customer/name")),
        text(order.at("/customer/address/city")),
        text(order.at("/customer/address/country")),
        text(order.at("/customer/address/postal_code")),
        text(order.at("/payment/method")),
        text(order.at("/payment/transaction_id")),
        text(order.path("timestamp")),
        text(item.path("item_id")),
        text(item.path("price")),
        text(item.path("product_name")),
        text(item.path("quantity")),
        text(entry.path("key")),
        text(entry.path("value")));
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "null" : value.asText();
  }

  private static Instant time(JsonNode order) {
    return Instant.parse(order.path("timestamp").asText());
  }

  private static Instant window(Instant time, Duration size) {
    return Instant.ofEpochSecond(time.getEpochSecond() / size.toSeconds() * size.toSeconds());
  }

  private static Instant windowEnd(Instant time, Duration size) {
    return window(time, size).plus(size);
  }

  /** The orders of a file up to where it breaks off. */
  private static List<JsonNode> ordersOf(String file) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (MappingIterator<JsonNode> values = json.readerFor(JsonNode.class).readValues(file)) {
      while (values.hasNextValue()) {
        found.add(values.nextValue());
      }
    } catch (IOException e) {
      return found; // the damaged file: what came before is whole
    }
    return found;
  }
}
