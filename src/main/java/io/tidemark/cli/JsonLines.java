package io.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Each event as one JSON object on one line. What a message calls by a key word ({@code table={}})
 * is a field of that name too; a unit behind the value ends the name ({@code duration={}ms} is
 * {@code duration_ms}). Numbers are numbers.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};

  /** A place for a value, with the key word before it and the unit behind it, if it has them. */
  private static final Pattern PLACE = Pattern.compile("(?:([a-z][a-z_]*)=)?\\{\\}(ms\\b)?");

  private final String pipeline;

  /**
   * @param pipeline whose run it is: a field of each event
   */
  JsonLines(String pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ObjectNode json = JSON.createObjectNode();
    json.put("timestamp", event.getInstant().toString());
    json.put("level", event.getLevel().toString());
    json.put("logger", event.getLoggerName());
    json.put("thread", event.getThreadName());
    json.put("message", event.getFormattedMessage());
    json.put("pipeline", pipeline);
    if (event.getArgumentArray() != null) {
      addFields(json, event.getMessage(), event.getArgumentArray());
    }
    if (event.getThrowableProxy() != null) {
      json.put("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return (json + "\n").getBytes(UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static void addFields(ObjectNode json, String template, @Nullable Object[] values) {
    Matcher place = PLACE.matcher(template);
    for (int i = 0; i < values.length && place.find(); i++) {
      String key = place.group(1);
      if (key != null) {
        put(json, place.group(2) == null ? key : key + "_" + place.group(2), values[i]);
      }
    }
  }

  /** What every event has is not replaced. */
  private static void put(ObjectNode json, String key, @Nullable Object value) {
    if (!json.has(key)) {
      boolean isPlain = value instanceof Number || value instanceof Boolean;
      json.set(key, JSON.valueToTree(isPlain || value == null ? value : value.toString()));
    }
  }
}
