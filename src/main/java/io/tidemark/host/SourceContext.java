package io.tidemark.host;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What a hosted source task is given; the host defines the transactions' boundaries. */
record SourceContext(
    Map<String, String> configs,
    OffsetStorageReader offsetStorageReader,
    PluginMetrics pluginMetrics)
    implements SourceTaskContext {}
