package io.tidemark.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Source offsets as a Kafka Connect worker stores them with {@code JsonConverter} and {@code
 * schemas.enable=false}: key {@code ["connector",{partition}]}, value {@code {offset}}, null when
 * forgotten. A pipeline's sources can thus move between hosts.
 */
final class OffsetCodec {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final ObjectMapper SORTED =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private OffsetCodec() {}

  /** Keeps the map's order, as Connect does: compaction and other readers compare bytes. */
  static byte[] key(String connector, Map<String, ?> partition) {
    return bytes(List.of(connector, partition));
  }

  static byte @Nullable [] value(@Nullable Map<String, ?> offset) {
    return offset == null ? null : bytes(offset);
  }

  /** Whole numbers are longs, as from Connect's converter. */
  static Map<String, Object> offset(byte[] value) {
    try {
      return JSON.readValue(value, MAP);
    } catch (IOException e) {
      throw new IllegalStateException("a stored source offset is not a JSON object", e);
    }
  }

  /** A partition as text that is the same for equal partitions, whatever their maps' order. */
  static String identity(Map<String, ?> partition) {
    try {
      return SORTED.writeValueAsString(partition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("source partition " + partition + " is not plain JSON", e);
    }
  }

  /** The partition of an identity. */
  static Map<String, Object> partition(String identity) {
    return offset(identity.getBytes(StandardCharsets.UTF_8));
  }

  /** The identity of a key's partition; empty when the key is another connector's. */
  static Optional<String> identity(String connector, byte[] key) {
    try {
      JsonNode node = JSON.readTree(key);
      if (!node.isArray() || node.size() != 2 || !connector.equals(node.get(0).textValue())) {
        return Optional.empty();
      }
      return Optional.of(identity(JSON.convertValue(node.get(1), MAP)));
    } catch (IOException e) {
      throw new IllegalStateException("the key of a stored source offset is not JSON", e);
    }
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("source offset " + value + " is not plain JSON", e);
    }
  }
}
