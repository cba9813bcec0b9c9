package io.tidemark.delta.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.AddFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Our words for a commit's parts as Delta Standalone's. */
final class LogActions {

  private LogActions() {}

  static AddFile add(TableLocation location, DataFile file, boolean changesData) {
    return AddFile.builder(
            location.toLog(file.path()),
            file.partitionValues(),
            file.sizeBytes(),
            file.modifiedMillis(),
            changesData)
        .stats(file.statistics() == null ? null : json(file.statistics()))
        .build();
  }

  static Operation operation(Operation.Name name, Map<String, String> details) {
    Map<String, String> quoted = new LinkedHashMap<>();
    details.forEach((detail, value) -> quoted.put(detail, json(value)));
    return new Operation(name, quoted);
  }

  /** Standalone puts statistics and details into the log as they are, so they must be JSON. */
  private static String json(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
