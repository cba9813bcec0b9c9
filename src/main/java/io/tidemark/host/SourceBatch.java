package io.tidemark.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code poll()} returned: the content of one transaction.
 *
 * @param offsets that it reaches, by source partition; null forgets a partition
 */
record SourceBatch(
    List<SourceRecord> records, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {

  static SourceBatch of(List<SourceRecord> records) {
    Map<Map<String, ?>, @Nullable Map<String, ?>> offsets = new LinkedHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      SourceRecord record = records.get(i);
      // Only the last of a run of records counts; a partition's map is hashed once per run.
      boolean isLastOfRun =
          i + 1 == records.size()
              || records.get(i + 1).sourcePartition() != record.sourcePartition();
      if (isLastOfRun) {
        offsets.put(record.sourcePartition(), record.sourceOffset());
      }
    }
    return new SourceBatch(records, Collections.unmodifiableMap(offsets));
  }
}
