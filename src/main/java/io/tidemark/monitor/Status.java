package io.tidemark.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.monitor.health.Health;
import io.tidemark.monitor.health.Reason;
import io.tidemark.run.RunInsight;
import io.tidemark.run.SourceInsight;
import io.tidemark.run.TargetInsight;
import io.tidemark.run.WindowSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a run does, as it is told.
 *
 * @param run null: it has not begun yet
 */
record Status(String pipeline, Instant at, Health health, @Nullable RunInsight run) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The status of an HTTP answer that says so to those who read nothing else. */
  int httpStatus() {
    return health.isHealthy() ? 200 : 503;
  }

  String word() {
    return health.status().name().toLowerCase(Locale.ROOT);
  }

  String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("status", word());
    root.put("pipeline", pipeline);
    root.put("at", text(at));
    ArrayNode reasons = root.putArray("reasons");
    for (Reason reason : health.reasons()) {
      reasons
          .addObject()
          .put("part", reason.part())
          .put("what", reason.what())
          .put("since", text(reason.since()));
    }
    if (run != null) {
      ArrayNode sources = root.putArray("sources");
      run.sources().forEach(source -> add(source, sources.addObject()));
      ArrayNode tables = root.putArray("tables");
      run.targets().forEach(target -> add(target, tables.addObject()));
    }
    return root.toPrettyString();
  }

  private static void add(SourceInsight source, ObjectNode json) {
    json.put("source", source.name()).put("records", source.records()).put("bad", source.bad());
    put(json, "lag", source.lag());
  }

  private static void add(TargetInsight target, ObjectNode json) {
    json.put("table", target.id());
    json.put("partitions", target.partitions());
    put(json, "rows", target.measured("rows-written-total"));
    put(json, "commits", target.measured("commits-total"));
    put(json, "rows_waiting", target.held("rows-waiting"));
    put(json, "lag", target.held("records-lag"));
    target.windows().ifPresent(windows -> add(windows, json));
    target
        .held("last-commit-timestamp-ms")
        .ifPresent(
            millis ->
                json.put("last_commit", millis < 0 ? null : text(Instant.ofEpochMilli(millis))));
  }

  private static void add(WindowSummary windows, ObjectNode json) {
    windows.watermark().ifPresent(w -> json.put("watermark", text(w)));
    windows.holder().ifPresent(h -> json.put("held_by", h.toString()));
    json.put("open_windows", windows.open());
  }

  private static void put(ObjectNode json, String name, OptionalLong number) {
    number.ifPresent(value -> json.put(name, value));
  }

  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
