package io.tidemark.example;

import io.tidemark.example.Shop.Customer;
import io.tidemark.example.Shop.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes one plausible order after the other; the same seed makes the same orders. */
final class OrderMaker {

  private final Random random;
  private int made;

  OrderMaker(long seed) {
    this.random = new Random(seed);
  }

  /** An order; every now and then with no items, no customer or no metadata, as orders come. */
  Map<String, @Nullable Object> order(Instant time) {
    made++;
    Map<String, @Nullable Object> order = new LinkedHashMap<>();
    order.put("order_id", "ORD-%05d".formatted(made));
    order.put("timestamp", time.toString());
    order.put("customer", made % 61 == 0 ? null : customer(pick(Shop.CUSTOMERS)));
    order.put("items", items());
    order.put("payment", payment());
    if (made % 37 != 0) {
      order.put("metadata", metadata());
    }
    if (made % 50 == 0) {
      order.put("gift_note", "a field that the schema doesn't declare");
    }
    return order;
  }

  /** An order of one item, from an app that was offline when it was placed. */
  Map<String, @Nullable Object> lateOrder(Instant time) {
    Map<String, @Nullable Object> order = order(time);
    order.put("items", List.of(item(pick(Shop.PRODUCTS))));
    order.put("metadata", List.of(entry("channel", "app"), entry("offline", "true")));
    return order;
  }

  /** Seconds until the next order: mostly a minute or two, sometimes a rush. */
  int gapSeconds() {
    return random.nextInt(6) == 0 ? 2 + random.nextInt(4) : 30 + random.nextInt(140);
  }

  /** The items of most orders: one to four; none or null now and then. */
  private @Nullable List<@Nullable Object> items() {
    if (made % 83 == 0) {
      return null;
    }
    List<@Nullable Object> items = new ArrayList<>();
    int count = made % 71 == 0 ? 0 : 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      items.add(item(pick(Shop.PRODUCTS)));
    }
    if (made % 97 == 0) {
      items.add(null);
    }
    return items;
  }

  private Map<String, @Nullable Object> item(Product product) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("item_id", product.id());
    item.put("product_name", product.name());
    item.put("quantity", 1 + random.nextInt(3));
    item.put("price", product.price());
    return item;
  }

  private static Map<String, @Nullable Object> customer(Customer customer) {
    Map<String, @Nullable Object> address = new LinkedHashMap<>();
    address.put("city", customer.city());
    address.put("postal_code", customer.postalCode());
    address.put("country", customer.country());
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("customer_id", customer.id());
    fields.put("name", customer.name());
    fields.put("email", customer.email());
    fields.put("address", address);
    return fields;
  }

  private Map<String, @Nullable Object> payment() {
    Map<String, @Nullable Object> payment = new LinkedHashMap<>();
    payment.put("method", pick(Shop.METHODS));
    payment.put("transaction_id", "TX-%08x".formatted(random.nextInt()));
    return payment;
  }

  private List<Map<String, String>> metadata() {
    List<Map<String, String>> entries = new ArrayList<>();
    entries.add(entry("channel", pick(Shop.CHANNELS)));
    if (random.nextInt(3) > 0) {
      entries.add(entry("campaign", pick(Shop.CAMPAIGNS)));
    }
    return entries;
  }

  private static Map<String, String> entry(String key, String value) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("key", key);
    entry.put("value", value);
    return entry;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
