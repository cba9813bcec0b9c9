package io.tidemark.run;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads the sizes of state stores from what Kafka Streams measures of RocksDB (KIP-607). */
final class StoreSizes {

  private static final String ENTRIES = "estimate-num-keys";
  private static final Set<String> BYTES = Set.of("total-sst-files-size", "size-all-mem-tables");

  private StoreSizes() {}

  /** Of a store, over all its partitions here. */
  static StateSize of(Map<MetricName, ? extends Metric> metrics, String store) {
    StateSize size = StateSize.NONE;
    for (Map.Entry<MetricName, ? extends Metric> metric : metrics.entrySet()) {
      MetricName name = metric.getKey();
      if (store.equals(name.tags().get("rocksdb-state-id"))
          && (name.name().equals(ENTRIES) || BYTES.contains(name.name()))) {
        size = size.plus(of(name.name(), metric.getValue().metricValue()));
      }
    }
    return size;
  }

  private static StateSize of(String name, Object value) {
    long number = value instanceof Number n ? n.longValue() : 0;
    return name.equals(ENTRIES) ? new StateSize(number, 0) : new StateSize(0, number);
  }
}
