package io.tidemark.delta.source;

import io.tidemark.delta.source.Position.Phase;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a table has been published: the source offset that Kafka keeps with its records.
 *
 * @param tableId of the table that the position is in
 */
record SourceOffset(String tableId, Position position) {

  private static final String SNAPSHOT = "snapshot";
  private static final String VERSION = "version";
  private static final String FILE = "file";
  private static final String ROW = "row";
  private static final String TABLE_ID = "table_id";

  /** The key under which Kafka keeps it. */
  static Map<String, String> partition(DeltaSourceConfig config) {
    Map<String, String> partition = new LinkedHashMap<>();
    partition.put("source", config.sourceName());
    partition.put("path", config.path());
    return partition;
  }

  /** In Connect's form: text keys, values that survive JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(VERSION, position.version());
    map.put(FILE, (long) position.file());
    map.put(ROW, position.row());
    map.put(SNAPSHOT, position.phase() == Phase.SNAPSHOT);
    map.put(TABLE_ID, tableId);
    return map;
  }

  /**
   * Back from Connect's form.
   *
   * @throws UserException if it isn't one of ours: someone has altered it
   */
  static SourceOffset fromMap(Map<String, ?> map) {
    if (map.get(VERSION) instanceof Number version
        && map.get(FILE) instanceof Number file
        && map.get(ROW) instanceof Number row
        && map.get(SNAPSHOT) instanceof Boolean snapshot
        && map.get(TABLE_ID) instanceof String tableId) {
      Phase phase = snapshot ? Phase.SNAPSHOT : Phase.COMMIT;
      return new SourceOffset(
          tableId, new Position(phase, version.longValue(), file.intValue(), row.longValue()));
    }
    throw new UserException(
        new Problem(
            "the source's stored offset",
            map + " is not one of a Delta source",
            "delete it, or write " + new SourceOffset("…", Position.commit(0)).toMap()));
  }
}
