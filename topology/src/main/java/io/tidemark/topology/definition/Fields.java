package io.tidemark.topology.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of one mapping, read by its keys. */
final class Fields {

  private final Place place;
  private final Map<Key<?>, Object> values = new HashMap<>();
  private final Set<Key<?>> unreadable = new HashSet<>();

  private Fields(Place place) {
    this.place = place;
  }

  /** Reads all keys; unknown and missing ones are problems. */
  static Fields read(YamlNode.Mapping mapping, List<Key<?>> keys, Place place) {
    Fields fields = new Fields(place);
    keys.forEach(key -> fields.read(key, mapping));
    List<String> known = keys.stream().map(Key::name).toList();
    for (String name : mapping.entries().keySet()) {
      if (!known.contains(name)) {
        place.problemOnLine(
            mapping.keyLines().get(name),
            "unknown key '" + name + "'",
            Remedies.nearest(name, known, known.size() == 1 ? "the key is " : "the keys are "));
      }
    }
    return fields;
  }

  private void read(Key<?> key, YamlNode.Mapping mapping) {
    YamlNode node = mapping.entries().get(key.name());
    if (node == null) {
      if (key.need() == Key.Need.REQUIRED) {
        place.problem("'" + key.name() + "' is missing", key.hint());
        unreadable.add(key);
      }
      return;
    }
    int line = mapping.keyLines().get(key.name());
    Object value = key.shape().read(node, place.key(key.name(), line));
    if (value == null) {
      unreadable.add(key);
    } else {
      values.put(key, value);
    }
  }

  /** Where these fields are. */
  Place place() {
    return place;
  }

  /** The value, or empty when it isn't there or couldn't be read. */
  <T> Optional<T> find(Key<T> key) {
    @SuppressWarnings(
        "unchecked") // only read() puts values, each under the key whose shape read it
    T value = (T) values.get(key);
    return Optional.ofNullable(value);
  }

  /** The value of a required key that {@link #lacks} nothing. */
  <T> T value(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key.name()));
  }

  /** Whether a required key is missing or couldn't be read. */
  boolean lacks(List<Key<?>> keys) {
    return keys.stream().anyMatch(k -> k.need() == Key.Need.REQUIRED && unreadable.contains(k));
  }

  /** Whether the key is there but couldn't be read. */
  boolean isUnreadable(Key<?> key) {
    return unreadable.contains(key);
  }
}
